package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.rtcp.FullIntraRequest;
import io.linkmic.rtc.rtcp.Nack;
import io.linkmic.rtc.rtcp.Remb;
import io.linkmic.rtc.rtcp.ReportBlock;
import io.linkmic.rtc.rtcp.SenderReport;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All tracks on their way out: sound at once, pictures through the {@link Pacer}. */
final class PeerSender {
  private final List<TrackOut> tracks = new ArrayList<>();
  private final Outbox outbox;
  private final RoundTripTime rtt;
  private final MediaSender out;
  private final Pacer pacer = new Pacer();

  PeerSender(
      PeerConfig config,
      MediaSender out,
      Outbox outbox,
      RoundTripTime rtt,
      RandomGenerator random) {
    this.out = out;
    this.outbox = outbox;
    this.rtt = rtt;
    var transport = new TransportSequence();
    for (NegotiatedMedia media : config.session().media()) {
      if (media.send()) {
        tracks.add(new TrackOut(media, out, transport, random));
      }
    }
  }

  /** Before there is a connection nothing is sent. */
  void send(String mid, AccessUnit unit, Instant capturedAt, Instant now) {
    TrackOut track = ofMid(mid, MediaKind.VIDEO);
    // Lengths that do not add up are the owner's mistake; such a picture is not sent.
    if (track != null
        && out.isConnected()
        && track.packetizer().packetize(unit) instanceof Parsed.Ok<List<Bytes>>(var payloads)) {
      // 3GPP TS 26.114 §7.4.5: with every key frame, and while the picture is turned.
      boolean tellRotation = unit.idr() || unit.rotationDegrees() != 0;
      track.captured(unit.rtpTimestamp(), capturedAt, now);
      pacer.poll(now);
      pacer.add(
          track,
          track.packets(
              payloads,
              unit.rtpTimestamp(),
              tellRotation ? unit.rotationDegrees() : RtpExtensions.ABSENT,
              RtpExtensions.ABSENT),
          now);
      pacer.poll(now);
    }
  }

  void send(String mid, OpusFrame frame, Instant capturedAt, Instant now) {
    TrackOut track = ofMid(mid, MediaKind.AUDIO);
    if (track != null && out.isConnected()) {
      track.captured(frame.rtpTimestamp(), capturedAt, now);
      track
          .packets(
              List.of(frame.payload()),
              frame.rtpTimestamp(),
              RtpExtensions.ABSENT,
              frame.levelDbov() < 0 ? RtpExtensions.ABSENT : frame.levelDbov())
          .forEach(packet -> track.sendFirst(packet, now));
    }
  }

  void reported(List<ReportBlock> blocks, Instant now) {
    for (ReportBlock block : blocks) {
      TrackOut track = ofSsrc(block.ssrc());
      if (track != null) {
        Duration roundTrip = track.reported(block, now);
        if (roundTrip != null) {
          rtt.sample(roundTrip);
        }
        outbox.emit(
            new PeerEvent.ReceiverReport(
                track.media.mid(),
                track.media.kind(),
                block.cumulativeLost(),
                block.highestSequence(),
                roundTrip,
                now));
      }
    }
  }

  void estimated(Remb remb, Instant now) {
    outbox.emit(new PeerEvent.PathEstimated(remb.bitrate(), now));
  }

  void nacked(Nack nack, Instant now) {
    TrackOut track = ofSsrc(nack.mediaSsrc());
    if (track != null) {
      track.nacked(nack.lost(), now, rtt);
    }
  }

  void keyFrameRequested(long ssrc, Instant now) {
    TrackOut track = ofSsrc(ssrc);
    if (track != null) {
      track.keyFrameRequested();
      outbox.emit(new PeerEvent.KeyFrameRequested(track.media.mid(), now));
    }
  }

  void keyFrameRequested(FullIntraRequest request, Instant now) {
    for (var entry : request.entries()) {
      keyFrameRequested(entry.ssrc(), now);
    }
  }

  /** Sends what was held back, and the repetitions that are due. */
  void release(Instant now) {
    pacer.poll(now);
    for (TrackOut track : tracks) {
      track.repeat(now);
    }
  }

  void timers(Earliest earliest) {
    earliest.offer(pacer.nextDue(), WakeReason.PACER);
    for (TrackOut track : tracks) {
      track.timers(earliest);
    }
  }

  /** Reports of the tracks whose first packet has just left. */
  List<SenderReport> firstReports(Instant now) {
    var reports = new ArrayList<SenderReport>(0);
    for (TrackOut track : tracks) {
      if (track.needsFirstReport()) {
        reports.add(track.report(now));
      }
    }
    return reports;
  }

  boolean needsFirstReport() {
    for (TrackOut track : tracks) {
      if (track.needsFirstReport()) {
        return true;
      }
    }
    return false;
  }

  List<SenderReport> reports(Instant now) {
    return tracks.stream().filter(t -> !t.isSilent()).map(track -> track.report(now)).toList();
  }

  List<TrackOut> tracks() {
    return tracks;
  }

  private @Nullable TrackOut ofMid(String mid, MediaKind kind) {
    for (TrackOut track : tracks) {
      if (track.media.mid().equals(mid) && track.media.kind() == kind) {
        return track;
      }
    }
    return null;
  }

  private @Nullable TrackOut ofSsrc(long ssrc) {
    for (TrackOut track : tracks) {
      if (track.owns(ssrc)) {
        return track;
      }
    }
    return null;
  }
}
