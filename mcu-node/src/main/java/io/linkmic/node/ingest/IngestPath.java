package io.linkmic.node.ingest;

import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.room.IngestListener;
import io.linkmic.rtc.peer.PeerEvent;

/**
 * The way of one publisher's media through the node, step by step:
 *
 * <ol>
 *   <li>{@code edge.UdpEdge} reads the datagram and finds the peer by address (RFC 7983).
 *   <li>{@code rtc.peer} decrypts it (SRTP), parses it (RTP), undoes RTX and notes what to NACK.
 *   <li>{@code rtc.jitter} puts packets in order and gives whole access units and Opus frames.
 *   <li>This class hands them to the room with their arrival on the node's clock.
 *   <li>{@code room.RoomLoop} passes them to {@code program.Program}, which gives them their time.
 * </ol>
 *
 * <p>Runs on the edge's thread.
 */
final class IngestPath {
  private final MonotonicClock clock;
  private final IngestListener room;

  IngestPath(MonotonicClock clock, IngestListener room) {
    this.clock = clock;
    this.room = room;
  }

  void on(PeerEvent event) {
    switch (event) {
      case PeerEvent.Connected connected -> room.connected();
      case PeerEvent.VideoReceived video ->
          room.video(
              video.unit(),
              clock.micros(video.firstPacketAt()),
              clock.nanoTime(video.lastPacketAt()));
      case PeerEvent.AudioReceived audio ->
          room.audio(audio.frame(), clock.micros(audio.arrivedAt()));
      case PeerEvent.SenderReport report ->
          room.senderReport(report.kind(), report.ntpTimestamp(), report.rtpTimestamp());
      case PeerEvent.CaptureTime captured ->
          room.captureTime(captured.kind(), captured.ntpTimestamp(), captured.rtpTimestamp());
      case PeerEvent.Closed closed -> room.closed(closed.reason().name());
      // The engine has asked for an IDR already; a new path or what is said of media of ours (this
      // peer only receives) changes nothing for the room.
      case PeerEvent.VideoBroken broken -> {}
      case PeerEvent.PathChanged changed -> {}
      case PeerEvent.KeyFrameRequested request -> {}
      case PeerEvent.ReceiverReport report -> {}
      case PeerEvent.PathEstimated estimate -> {}
    }
  }
}
