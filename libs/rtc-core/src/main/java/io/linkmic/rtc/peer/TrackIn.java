package io.linkmic.rtc.peer;

import io.linkmic.rtc.feedback.NackGenerator;
import io.linkmic.rtc.feedback.ReceptionStatistics;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.jitter.SequenceTracker;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/** One m-line's media on its way in: sequence numbers, statistics and NACKs, then the buffer. */
abstract sealed class TrackIn permits VideoIn, AudioIn {
  /** Without NACK nothing comes back: only reordering is waited for. */
  private static final Duration REORDERING_ONLY = Duration.ofMillis(100);

  final NegotiatedMedia media;
  final Outbox outbox;
  final RoundTripTime rtt;
  final FrameRate frames = new FrameRate();
  private final int clockRate;
  private final Duration deadline;
  private SequenceTracker sequence = new SequenceTracker();
  private ReceptionStatistics reception;
  private NackGenerator nacks;
  private long ssrc;

  /** The next packet is the first of its source. */
  private boolean fresh = true;

  private boolean ended;

  private long packets;
  private long bytes;
  private long recovered;
  private long discarded;
  private long nacksSent;
  private double fractionLost;

  TrackIn(
      NegotiatedMedia media, int clockRate, Duration deadline, Outbox outbox, RoundTripTime rtt) {
    this.media = media;
    this.clockRate = clockRate;
    this.deadline = deadline;
    this.outbox = outbox;
    this.rtt = rtt;
    reception = new ReceptionStatistics(clockRate);
    nacks = new NackGenerator(deadline);
  }

  /** How long a hole of this m-line is worth waiting for. */
  static Duration deadline(NegotiatedMedia media, Duration configured) {
    boolean nack = media.feedback().contains("nack");
    return nack || configured.compareTo(REORDERING_ONLY) < 0 ? configured : REORDERING_ONLY;
  }

  /** Into the jitter buffer; false for a duplicate or one that came too late. */
  abstract boolean insert(long sequenceNumber, RtpPacket packet, Instant now);

  abstract void restart(long sequenceNumber, Instant now);

  /** How many packets to ask for that may have been lost before the first one of a source. */
  abstract int lostBeforeFirst(RtpPacket first);

  /** Missing packets are not asked for any more. */
  abstract void hopeless(Instant now);

  /** Gives up what waited too long. */
  abstract void advance(Instant now);

  abstract void timers(Earliest earliest);

  abstract TrackStats stats(Instant now);

  /** A packet as it was first sent, or sent again on the same ssrc. */
  final void receive(RtpPacket packet, Instant now) {
    if (packet.ssrc() != ssrc) {
      newSource(packet.ssrc());
    }
    ended = false;
    packets++;
    bytes += packet.payload().length();
    long number = place(packet, now);
    if (number >= 0) {
      nacks.reordered(number);
      reception.received(number, packet.timestamp(), now);
      buffer(number, packet, now);
    }
  }

  /** A packet that came by RTX (RFC 4588), unwrapped. */
  final void recover(RtpPacket packet, Instant now) {
    long number = sequence.near(packet.sequenceNumber());
    if (number > sequence.highest()) {
      number = place(packet, now);
    }
    if (number < 0) {
      return;
    }
    nacks.received(number, now, rtt);
    if (buffer(number, packet, now)) {
      recovered++;
    }
  }

  final long ssrc() {
    return ssrc;
  }

  /** RTCP BYE came for this source; a packet after that revives it. */
  final void end() {
    ended = true;
  }

  final boolean hasEnded() {
    return ended;
  }

  final ReceptionStatistics reception() {
    return reception;
  }

  /** Hands out the sequence numbers to ask for now, if this m-line has NACK. */
  final void pollNacks(Instant now, LongConsumer ask) {
    nacks.poll(
        now,
        rtt.get(),
        number -> {
          nacksSent++;
          ask.accept(number);
        });
    if (nacks.takeHopeless()) {
      hopeless(now);
    }
  }

  void releasedBelow(long number) {
    nacks.releasedBelow(number);
  }

  final void nackTimer(Earliest earliest) {
    earliest.offer(nacks.nextDue(), WakeReason.FEEDBACK);
  }

  /** RFC 3550 §6.4.1 fraction lost since the last report, in 1/256. */
  final int takeFractionLost() {
    int fraction = reception.takeFractionLost();
    fractionLost = fraction / 256.0;
    return fraction;
  }

  final TrackStats stats(Instant now, long keyFrameRequests, long breaks) {
    return new TrackStats(
        media.mid(),
        media.kind(),
        true,
        ssrc,
        packets,
        bytes,
        frames.total(),
        frames.perSecond(now),
        reception.cumulativeLost(),
        fractionLost,
        recovered,
        discarded,
        nacksSent,
        keyFrameRequests,
        breaks,
        reception.jitterTime());
  }

  private boolean buffer(long number, RtpPacket packet, Instant now) {
    boolean taken = insert(number, packet, now);
    if (!taken) {
      discarded++;
    }
    return taken;
  }

  /** The packet's unwrapped number, after holes and restarts were noticed; negative if refused. */
  private long place(RtpPacket packet, Instant now) {
    long before = sequence.highest();
    long number = sequence.accept(packet.sequenceNumber());
    if (number < 0) {
      return number;
    }
    if (fresh || sequence.restarted()) {
      fresh = false;
      reception.restart();
      nacks = new NackGenerator(deadline);
      restart(number, now);
      missed(number - lostBeforeFirst(packet), number, now);
    } else if (number > before + 1) {
      missed(before + 1, number, now);
    }
    return number;
  }

  private void missed(long from, long to, Instant now) {
    if (media.feedback().contains("nack") && !nacks.noticed(from, to, now)) {
      hopeless(now);
    }
  }

  private void newSource(long newSsrc) {
    ssrc = newSsrc;
    fresh = true;
    sequence = new SequenceTracker();
    reception = new ReceptionStatistics(clockRate);
  }
}
