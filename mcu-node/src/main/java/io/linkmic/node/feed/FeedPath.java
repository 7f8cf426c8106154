package io.linkmic.node.feed;

import io.linkmic.node.edge.EdgePeer;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.program.OutgoingTimestamps;
import io.linkmic.node.room.FeedListener;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.TrackStats;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import io.linkmic.rtc.sdp.NegotiatedSession;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The way of media to one receiver, step by step:
 *
 * <ol>
 *   <li>{@code room.RoomFeeds} picks what the receiver has subscribed to.
 *   <li>{@code WebRtcFeed} hands it from the room's thread to the edge's.
 *   <li>{@link PictureGate} lets pictures through from an IDR on, as the path can take them.
 *   <li>{@link OutgoingTimestamps} puts it on the receiver's one timeline.
 *   <li>{@code rtc.peer} packetizes, paces, encrypts, reports and repeats; {@code edge.UdpEdge}
 *       sends.
 * </ol>
 *
 * <p>Runs on the edge's thread.
 */
final class FeedPath {
  private static final int VIDEO_CLOCK = 90_000;
  private static final int AUDIO_CLOCK = 48_000;

  private final MonotonicClock clock;
  private final FeedListener room;
  private final PictureGate gate = new PictureGate();
  private final OutgoingTimestamps pictures;
  private final OutgoingTimestamps sounds;
  private final @Nullable String videoMid;
  private final @Nullable String audioMid;
  private boolean connected;

  FeedPath(
      MonotonicClock clock, FeedListener room, NegotiatedSession session, RandomGenerator random) {
    this.clock = clock;
    this.room = room;
    this.videoMid = mid(session, MediaKind.VIDEO);
    this.audioMid = mid(session, MediaKind.AUDIO);
    this.pictures = new OutgoingTimestamps(VIDEO_CLOCK, random.nextLong(1L << 32));
    this.sounds = new OutgoingTimestamps(AUDIO_CLOCK, random.nextLong(1L << 32));
  }

  private static @Nullable String mid(NegotiatedSession session, MediaKind kind) {
    for (NegotiatedMedia media : session.media()) {
      if (media.kind() == kind && media.send()) {
        return media.mid();
      }
    }
    return null;
  }

  void on(PeerEvent event) {
    switch (event) {
      case PeerEvent.Connected now -> {
        connected = true;
        wantKeyFrame(now.at());
      }
      case PeerEvent.KeyFrameRequested(String mid, Instant at) -> wantKeyFrame(at);
      case PeerEvent.Closed closed -> {
        connected = false;
        room.closed(closed.reason().name());
      }
      // This peer only sends; a new path changes nothing for the room.
      case PeerEvent.PathChanged changed -> {}
      case PeerEvent.VideoReceived video -> {}
      case PeerEvent.AudioReceived audio -> {}
      case PeerEvent.SenderReport report -> {}
      case PeerEvent.CaptureTime captured -> {}
      case PeerEvent.VideoBroken broken -> {}
    }
  }

  private void wantKeyFrame(Instant now) {
    if (videoMid != null && gate.mayAsk(now)) {
      room.keyFrameWanted();
    }
  }

  void video(EdgePeer peer, AccessUnit unit, long at) {
    String mid = videoMid;
    if (!connected || mid == null) {
      return;
    }
    long timestamp = pictures.of(unit.rtpTimestamp(), at);
    switch (gate.picture(unit.idr(), fractionLost(peer), peer.blocked(), clock.now())) {
      case SEND ->
          peer.sendVideo(
              mid,
              new AccessUnit(unit.nalUnits(), unit.idr(), timestamp, unit.rotationDegrees()),
              clock.instant(at));
      case DROP -> {}
      case WANT_KEY_FRAME -> room.keyFrameWanted();
    }
  }

  void sound(EdgePeer peer, OpusFrame frame, long at) {
    String mid = audioMid;
    if (!connected || mid == null) {
      return;
    }
    peer.sendAudio(
        mid,
        new OpusFrame(
            frame.payload(),
            sounds.of(frame.rtpTimestamp(), at),
            frame.durationSamples(),
            frame.lostBefore(),
            frame.levelDbov()),
        clock.instant(at));
  }

  /** A picture did not get here. */
  void broken() {
    gate.broken();
  }

  void cut() {
    gate.broken();
    pictures.cut();
    sounds.cut();
  }

  /** Of the pictures; a quarter of a second old at most. */
  private static double fractionLost(EdgePeer peer) {
    for (TrackStats track : peer.stats().tracks()) {
      if (!track.receives() && track.kind() == MediaKind.VIDEO) {
        return track.fractionLost();
      }
    }
    return 0;
  }
}
