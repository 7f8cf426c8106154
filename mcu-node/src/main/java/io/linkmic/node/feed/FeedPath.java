package io.linkmic.node.feed;

import io.linkmic.node.edge.EdgePeer;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.program.OutgoingTimestamps;
import io.linkmic.node.room.FeedListener;
import io.linkmic.node.room.PictureSize;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import io.linkmic.rtc.sdp.NegotiatedSession;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The way of media to one receiver, step by step:
 *
 * <ol>
 *   <li>{@code room.RoomFeeds} picks what the receiver has subscribed to.
 *   <li>{@code WebRtcFeed} hands it from the room's thread to the edge's.
 *   <li>{@link PictureChoice} says which pictures the path can take, by what {@link Downlink} makes
 *       of the receiver's reports.
 *   <li>{@link PictureGate} lets pictures through from an IDR on.
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
  // As often as receivers estimate; less than a tenth is not worth another rate of an encoder.
  private static final Duration TELL_AGAIN = Duration.ofSeconds(1);
  private static final double TELL_FROM = 0.1;

  private final MonotonicClock clock;
  private final FeedListener room;
  private final FeedMeters meters;
  private final PictureGate gate = new PictureGate();
  private final Downlink downlink = new Downlink();
  private final PictureChoice choice;
  private final OutgoingTimestamps pictures;
  private final OutgoingTimestamps sounds;
  private final @Nullable String videoMid;
  private final @Nullable String audioMid;
  private boolean connected;
  private boolean smaller;
  private @Nullable PictureSize metered;
  private long told;
  private Instant toldAt = Instant.MIN;

  FeedPath(
      MonotonicClock clock,
      FeedListener room,
      NegotiatedSession session,
      RandomGenerator random,
      FeedMeters meters) {
    this.clock = clock;
    this.room = room;
    this.meters = meters;
    this.choice = new PictureChoice(downlink, clock.now());
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
        choice.begin(now.at());
        meter(choice.size());
        wantKeyFrame(now.at());
      }
      case PeerEvent.KeyFrameRequested(String mid, Instant at) -> wantKeyFrame(at);
      case PeerEvent.Closed closed -> {
        connected = false;
        meter(null);
        room.closed(closed.reason().name());
      }
      case PeerEvent.PathChanged changed -> downlink.moved(changed.at());
      case PeerEvent.ReceiverReport report -> {
        if (report.mid().equals(videoMid)) {
          downlink.reported(
              report.lost(), report.highestSequence(), report.roundTrip(), report.at());
          look(report.at());
        }
      }
      case PeerEvent.PathEstimated(long bitsPerSecond, Instant at) -> {
        downlink.estimated(bitsPerSecond, at);
        look(at);
      }
      // This peer only sends.
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
    Instant now = clock.now();
    if (look(now) == PictureSize.NONE) {
      gate.broken();
      return;
    }
    switch (gate.picture(unit.idr(), peer.blocked(), now)) {
      case SEND -> {
        downlink.sent(unit.nalUnits().length(), now);
        peer.sendVideo(
            mid,
            new AccessUnit(unit.nalUnits(), unit.idr(), timestamp, unit.rotationDegrees()),
            clock.instant(at));
      }
      case DROP -> {}
      case WANT_KEY_FRAME -> room.keyFrameWanted();
    }
  }

  void sound(EdgePeer peer, OpusFrame frame, long at) {
    String mid = audioMid;
    if (!connected || mid == null) {
      return;
    }
    downlink.sent(frame.payload().length(), clock.now());
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

  /** What comes next is of this size; its times go on, but never at the one before's. */
  void sized(boolean hasSmaller) {
    smaller = hasSmaller;
    gate.broken();
    pictures.cut();
    choice.begin(clock.now());
  }

  /** What the receiver should get now; the room hears of changes. */
  private PictureSize look(Instant now) {
    PictureSize before = choice.size();
    PictureSize size = choice.decide(smaller, now);
    long takes = downlink.bitsPerSecond(now);
    boolean other = Math.abs(takes - told) > TELL_FROM * told;
    if (size != before || (other && !now.isBefore(toldAt.plus(TELL_AGAIN)))) {
      told = takes;
      toldAt = now;
      meter(size);
      meters.estimated(takes);
      room.takes(size, takes);
    }
    return size;
  }

  private void meter(@Nullable PictureSize size) {
    if (connected || size == null) {
      meters.changed(metered, size);
      metered = size;
    }
  }
}
