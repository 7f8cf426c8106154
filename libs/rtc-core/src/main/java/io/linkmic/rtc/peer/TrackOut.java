package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.H264Packetizer;
import io.linkmic.rtc.feedback.Retransmitter;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.rtcp.ReportBlock;
import io.linkmic.rtc.rtcp.SenderReport;
import io.linkmic.rtc.rtp.ExtensionMap;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.rtp.NtpTimestamp;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.rtp.Rtx;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One m-line's media on its way out: numbers, extensions, reports, repetitions. */
final class TrackOut {
  /**
   * With 12 bytes of RTP header, 32 of extensions, 2 of RTX and 16 of SRTP a datagram stays below
   * 1200 bytes, which every path carries (RFC 8831 §5 reckons the same).
   */
  private static final int MAX_PAYLOAD = 1130;

  final NegotiatedMedia media;
  private final ExtensionMap extensions;
  private final MediaSender out;
  private final TransportSequence transport;
  private final H264Packetizer packetizer;
  private final Retransmitter retransmitter = new Retransmitter();
  private final FrameRate frames = new FrameRate();
  private final long ssrc;
  private final long rtxSsrc;
  private final int clockRate;
  private final boolean reportsArrivals;
  private final boolean repeats;
  private int sequenceNumber;
  private int rtxSequenceNumber;

  /** RFC 8843 §9.3: the mid goes along until the other side is known to know our ssrc. */
  private boolean ssrcKnown;

  private long packets;
  private long bytes;
  private long repeated;
  private long nacks;
  private long keyFrameRequests;
  private int lostReported;
  private double fractionLost;
  private Duration jitterReported = Duration.ZERO;
  private long lastTimestamp;
  private @Nullable Instant lastCapturedAt;
  private boolean reported;

  TrackOut(
      NegotiatedMedia media, MediaSender out, TransportSequence transport, RandomGenerator random) {
    this.media = media;
    this.out = out;
    this.transport = transport;
    reportsArrivals = media.feedback().contains("transport-cc");
    repeats = media.feedback().contains("nack");
    extensions = ExtensionMap.of(media.extensionIds());
    packetizer = new H264Packetizer(media.packetizationMode(), MAX_PAYLOAD);
    ssrc = media.localSsrc() != 0 ? media.localSsrc() : nonZero(random);
    rtxSsrc = media.localRtxSsrc() != 0 ? media.localRtxSsrc() : nonZero(random);
    clockRate = media.kind() == MediaKind.VIDEO ? 90_000 : 48_000;
    // RFC 3550 §5.1 wants a random start; below 2^15, so that SRTP's rollover counter is certain.
    sequenceNumber = random.nextInt(1 << 15);
    rtxSequenceNumber = random.nextInt(1 << 15);
  }

  /** A picture or sound frame is about to be sent; {@code at}: its place on our reports' clock. */
  void captured(long timestamp, Instant at, Instant now) {
    frames.frame(now);
    lastCapturedAt = at;
    lastTimestamp = timestamp;
  }

  /**
   * The packets of one picture or sound frame, numbered, to be sent in this order.
   *
   * @param payloads in order; the last one carries the marker of a picture
   * @param rotationDegrees of a picture's last packet, or {@link RtpExtensions#ABSENT}
   * @param levelDbov of sound, or {@link RtpExtensions#ABSENT}
   */
  List<RtpPacket> packets(
      List<Bytes> payloads, long timestamp, int rotationDegrees, int levelDbov) {
    var all = new ArrayList<RtpPacket>(payloads.size());
    for (int i = 0; i < payloads.size(); i++) {
      boolean last = i == payloads.size() - 1;
      var carried =
          new RtpExtensions(
              null,
              RtpExtensions.ABSENT,
              RtpExtensions.ABSENT,
              last ? rotationDegrees : RtpExtensions.ABSENT,
              levelDbov);
      boolean marker = last && media.kind() == MediaKind.VIDEO;
      all.add(
          new RtpPacket(
              marker,
              media.payloadType(),
              sequenceNumber,
              timestamp,
              ssrc,
              carried,
              payloads.get(i)));
      sequenceNumber = (sequenceNumber + 1) & 0xFFFF;
    }
    return all;
  }

  H264Packetizer packetizer() {
    return packetizer;
  }

  boolean owns(long someSsrc) {
    return someSsrc == ssrc;
  }

  long ssrc() {
    return ssrc;
  }

  void nacked(List<Integer> lost, Instant now, RoundTripTime rtt) {
    nacks += lost.size();
    for (int number : lost) {
      retransmitter.requested(number, now, rtt);
    }
  }

  void keyFrameRequested() {
    keyFrameRequests++;
  }

  /**
   * What the receiver says of this track (RFC 3550 §6.4.1).
   *
   * @return the round trip that comes along; null without
   */
  @Nullable Duration reported(ReportBlock block, Instant now) {
    ssrcKnown = true;
    lostReported = block.cumulativeLost();
    fractionLost = block.fractionLost() / 256.0;
    jitterReported = Duration.ofNanos(block.jitter() * 1_000_000_000L / clockRate);
    if (block.lastSenderReport() == 0) {
      return null;
    }
    long since = NtpTimestamp.of(now).compact() - block.lastSenderReport();
    long units = (int) (since - block.delaySinceLastSenderReport());
    return units < 0 ? null : Duration.ofNanos(units * 1_000_000_000L / 65_536);
  }

  /** Sends the repetitions that are due. */
  void repeat(Instant now) {
    retransmitter.poll(
        now,
        (packet, datagram) -> {
          repeated++;
          if (media.rtxPayloadType() < 0) {
            out.sendAgain(datagram);
            return;
          }
          RtpPacket rtx = Rtx.wrap(packet, media.rtxPayloadType(), rtxSsrc, rtxSequenceNumber);
          rtxSequenceNumber = (rtxSequenceNumber + 1) & 0xFFFF;
          out.send(stamped(rtx, now), extensions);
        });
  }

  void timers(Earliest earliest) {
    earliest.offer(retransmitter.nextDue(), WakeReason.PACER);
  }

  /** A sender report is wanted at once: media flows and none was sent yet. */
  boolean needsFirstReport() {
    return !reported && packets > 0;
  }

  /** Nothing was sent, so there is nothing to report. */
  boolean isSilent() {
    return lastCapturedAt == null;
  }

  SenderReport report(Instant now) {
    reported = true;
    long sinceCaptured =
        lastCapturedAt == null ? 0 : Duration.between(lastCapturedAt, now).toNanos();
    long timestamp = lastTimestamp + sinceCaptured * clockRate / 1_000_000_000L;
    return new SenderReport(
        ssrc, NtpTimestamp.of(now), timestamp & 0xFFFFFFFFL, packets, bytes, List.of());
  }

  TrackStats stats(Instant now) {
    return new TrackStats(
        media.mid(),
        media.kind(),
        false,
        ssrc,
        packets,
        bytes,
        frames.total(),
        frames.perSecond(now),
        lostReported,
        fractionLost,
        repeated,
        0,
        nacks,
        keyFrameRequests,
        0,
        jitterReported);
  }

  /** Sends one of {@link #packets} for the first time. */
  void sendFirst(RtpPacket packet, Instant now) {
    Bytes datagram = out.send(stamped(packet, now), extensions);
    if (datagram.isEmpty()) {
      return;
    }
    packets++;
    bytes += packet.payload().length();
    if (repeats) {
      retransmitter.sent(packet, datagram, now);
    }
  }

  /** With the extensions that belong to one transmission, not to the media. */
  private RtpPacket stamped(RtpPacket packet, Instant now) {
    var carried = packet.extensions();
    return new RtpPacket(
        packet.marker(),
        packet.payloadType(),
        packet.sequenceNumber(),
        packet.timestamp(),
        packet.ssrc(),
        new RtpExtensions(
            ssrcKnown && packet.ssrc() == ssrc ? null : media.mid(),
            absSendTime(now),
            reportsArrivals ? transport.next() : RtpExtensions.ABSENT,
            carried.rotationDegrees(),
            carried.audioLevelDbov()),
        packet.payload());
  }

  /** 24 bits of 6.18 fixed point seconds: the middle of the NTP time. */
  private static int absSendTime(Instant now) {
    return (int) (NtpTimestamp.of(now).bits() >>> 14) & 0xFFFFFF;
  }

  private static long nonZero(RandomGenerator random) {
    return 1 + random.nextLong(0xFFFFFFFEL);
  }
}
