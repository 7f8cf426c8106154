package io.linkmic.rtc.peer;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.feedback.ArrivalReporter;
import io.linkmic.rtc.feedback.RoundTripTime;
import io.linkmic.rtc.rtcp.Goodbye;
import io.linkmic.rtc.rtcp.SenderReport;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import io.linkmic.rtc.rtp.Rtx;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All tracks on their way in. */
final class PeerReceiver {
  private final List<TrackIn> tracks = new ArrayList<>();
  private final RtpRouter router;
  private final Outbox outbox;
  private final ArrivalReporter arrivals = new ArrivalReporter();
  private final boolean reportsArrivals;

  PeerReceiver(PeerConfig config, Outbox outbox, RoundTripTime rtt) {
    this.outbox = outbox;
    for (NegotiatedMedia media : config.session().media()) {
      if (media.receive()) {
        tracks.add(
            media.kind() == MediaKind.VIDEO
                ? new VideoIn(media, config.videoPlayoutDeadline(), outbox, rtt)
                : new AudioIn(media, config.audioPlayoutDeadline(), outbox, rtt));
      }
    }
    router = new RtpRouter(tracks);
    reportsArrivals = tracks.stream().anyMatch(t -> t.media.feedback().contains("transport-cc"));
  }

  /** False for a packet of no use to anyone. */
  boolean receive(RtpPacket packet, Instant now) {
    int transportSequence = packet.extensions().transportSequenceNumber();
    if (reportsArrivals && transportSequence != RtpExtensions.ABSENT) {
      arrivals.arrived(transportSequence, now);
    }
    TrackIn track = router.route(packet);
    if (track == null) {
      return false;
    }
    if (packet.payloadType() == track.media.payloadType()) {
      captureTime(track, packet);
      track.receive(packet, now);
      return true;
    }
    return packet.payloadType() == track.media.rtxPayloadType() && recover(track, packet, now);
  }

  private void captureTime(TrackIn track, RtpPacket packet) {
    long captured = packet.extensions().absCaptureTime();
    if (captured != RtpExtensions.ABSENT) {
      outbox.emit(
          new PeerEvent.CaptureTime(
              track.media.mid(), track.media.kind(), captured, packet.timestamp()));
    }
  }

  private static boolean recover(TrackIn track, RtpPacket packet, Instant now) {
    if (track.ssrc() == 0) {
      return false;
    }
    return switch (Rtx.unwrap(packet, track.media.payloadType(), track.ssrc())) {
      case Parsed.Ok<RtpPacket>(var original) -> {
        track.recover(original, now);
        yield true;
      }
      // Chromium probes for bandwidth with RTX packets of padding only: legal, of no use here.
      case Parsed.Malformed<RtpPacket> _ -> true;
    };
  }

  void senderReport(SenderReport report, Instant now) {
    TrackIn track = router.ofSsrc(report.ssrc());
    if (track != null && (track.ssrc() == report.ssrc() || track.ssrc() == 0)) {
      track.reception().senderReport(report.ntpTimestamp().compact(), now);
      outbox.emit(
          new PeerEvent.SenderReport(
              track.media.mid(),
              track.media.kind(),
              report.ntpTimestamp().bits(),
              report.rtpTimestamp(),
              now));
    }
  }

  /** True if with these sources all tracks that ever sent have ended. */
  boolean goodbye(Goodbye goodbye) {
    for (long ssrc : goodbye.ssrcs()) {
      TrackIn track = router.ofSsrc(ssrc);
      if (track != null && track.ssrc() == ssrc) {
        track.end();
      }
    }
    return tracks.stream().anyMatch(TrackIn::hasEnded)
        && tracks.stream().allMatch(track -> track.ssrc() == 0 || track.hasEnded());
  }

  void requestKeyFrame(String mid, Instant now) {
    if (router.ofMid(mid) instanceof VideoIn video) {
      video.requestKeyFrame(now);
    }
  }

  void advance(Instant now) {
    for (TrackIn track : tracks) {
      track.advance(now);
    }
  }

  List<TrackIn> tracks() {
    return tracks;
  }

  ArrivalReporter arrivals() {
    return arrivals;
  }

  void timers(Earliest earliest) {
    for (TrackIn track : tracks) {
      track.timers(earliest);
    }
    earliest.offer(arrivals.nextDue(), WakeReason.FEEDBACK);
  }
}
