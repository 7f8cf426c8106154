package io.linkmic.rtc.peer;

import io.linkmic.rtc.rtcp.FullIntraRequest;
import io.linkmic.rtc.rtcp.Goodbye;
import io.linkmic.rtc.rtcp.Nack;
import io.linkmic.rtc.rtcp.PictureLossIndication;
import io.linkmic.rtc.rtcp.ReceiverReport;
import io.linkmic.rtc.rtcp.Remb;
import io.linkmic.rtc.rtcp.ReportBlock;
import io.linkmic.rtc.rtcp.RtcpPacket;
import io.linkmic.rtc.rtcp.SenderReport;
import io.linkmic.rtc.rtcp.SourceDescription;
import io.linkmic.rtc.rtp.MediaKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a peer says by RTCP and when: NACK, key-frame requests and arrivals as they fall due,
 * reports once a second. Every datagram is a full compound (RFC 3550 §6.1), because reduced size is
 * not negotiated.
 */
final class FeedbackWriter {
  /**
   * RFC 4585 §3.4 lets a point-to-point session report as often as its bandwidth allows; Chromium
   * does so once a second.
   */
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

  /**
   * Said by REMB to senders that have no transport-cc: no limit of ours, since the estimators are
   * not there yet. More than any host sends.
   */
  private static final long REMB_CAP = 20_000_000;

  private final PeerReceiver receiver;
  private final PeerSender sender;
  private final ControlSender out;
  private final long ssrc;
  private final String cname;
  private final boolean saysRemb;
  private @Nullable Instant nextReportAt;
  private int firCommand;

  /**
   * @param ssrc what we call ourselves while we send no media
   */
  FeedbackWriter(
      PeerReceiver receiver, PeerSender sender, ControlSender out, long ssrc, String cname) {
    this.receiver = receiver;
    this.sender = sender;
    this.out = out;
    this.ssrc = ssrc;
    this.cname = cname;
    var lines = receiver.tracks().stream().map(track -> track.media.feedback()).toList();
    saysRemb =
        lines.stream().anyMatch(line -> line.contains("goog-remb"))
            && lines.stream().noneMatch(line -> line.contains("transport-cc"));
  }

  void connected(Instant now) {
    nextReportAt = now.plus(REPORT_INTERVAL);
  }

  void timers(Earliest earliest) {
    earliest.offer(nextReportAt, WakeReason.FEEDBACK);
  }

  /** Sends what has fallen due. */
  void flush(Instant now) {
    var feedback = new ArrayList<RtcpPacket>();
    for (TrackIn track : receiver.tracks()) {
      nacks(track, now, feedback);
      keyFrameRequest(track, now, feedback);
    }
    long mediaSsrc = receiver.tracks().isEmpty() ? 0 : receiver.tracks().getFirst().ssrc();
    feedback.addAll(receiver.arrivals().poll(now, ssrc, mediaSsrc));
    if (nextReportAt != null && !now.isBefore(nextReportAt)) {
      nextReportAt = now.plus(REPORT_INTERVAL);
      report(now, feedback);
    } else if (!feedback.isEmpty()) {
      feedback.addFirst(SourceDescription.of(ssrc, cname));
      feedback.addFirst(new ReceiverReport(ssrc, List.of()));
      out.send(feedback);
    }
    // A sender's first report goes out with its first packet: lips and voices depend on it.
    for (SenderReport early : sender.firstReports(now)) {
      out.send(List.of(early, SourceDescription.of(early.ssrc(), cname)));
    }
  }

  /** Says BYE for all we ever were. */
  void goodbye() {
    var ours = new ArrayList<Long>();
    sender.tracks().forEach(track -> ours.add(track.ssrc()));
    if (ours.isEmpty()) {
      ours.add(ssrc);
    }
    out.send(
        List.of(
            new ReceiverReport(ours.getFirst(), List.of()),
            SourceDescription.of(ours.getFirst(), cname),
            new Goodbye(ours, "")));
  }

  private void nacks(TrackIn track, Instant now, List<RtcpPacket> feedback) {
    var lost = new ArrayList<Integer>();
    track.pollNacks(now, number -> lost.add((int) number & 0xFFFF));
    if (!lost.isEmpty()) {
      feedback.add(new Nack(ssrc, track.ssrc(), lost));
    }
  }

  private void keyFrameRequest(TrackIn track, Instant now, List<RtcpPacket> feedback) {
    if (track instanceof VideoIn video && video.pollKeyFrameRequest(now)) {
      feedback.add(
          video.understandsPli()
              ? new PictureLossIndication(ssrc, video.ssrc())
              : new FullIntraRequest(
                  ssrc, List.of(new FullIntraRequest.Entry(video.ssrc(), firCommand++ & 0xFF))));
    }
  }

  private void report(Instant now, List<RtcpPacket> feedback) {
    var blocks = new ArrayList<ReportBlock>();
    for (TrackIn track : receiver.tracks()) {
      if (track.reception().isActive()) {
        blocks.add(block(track, now));
      }
    }
    List<SenderReport> reports = sender.reports(now);
    if (blocks.isEmpty() && reports.isEmpty() && feedback.isEmpty()) {
      return;
    }
    var compound = new ArrayList<RtcpPacket>(reports);
    if (!blocks.isEmpty() || reports.isEmpty()) {
      compound.add(new ReceiverReport(ssrc, blocks));
    }
    compound.add(SourceDescription.of(reports.isEmpty() ? ssrc : reports.getFirst().ssrc(), cname));
    if (saysRemb && !blocks.isEmpty()) {
      var video = receiver.tracks().stream().filter(t -> t.media.kind() == MediaKind.VIDEO);
      compound.add(new Remb(ssrc, REMB_CAP, video.map(TrackIn::ssrc).toList()));
    }
    compound.addAll(feedback);
    out.send(compound);
  }

  private static ReportBlock block(TrackIn track, Instant now) {
    var reception = track.reception();
    return new ReportBlock(
        track.ssrc(),
        track.takeFractionLost(),
        reception.cumulativeLost(),
        reception.extendedHighest(),
        reception.jitter(),
        reception.lastSenderReport(),
        reception.delaySinceLastSenderReport(now));
  }
}
