package io.linkmic.node.room;

import io.linkmic.node.program.SourceTimeline;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;

/**
 * One published stream as feeds see it: where its pictures and sound lie on the node's clock, and
 * when its key frames were asked for. The room's thread only; times are µs.
 */
final class FeedSource implements FeedOrigin {
  // All receivers share the key frames: one more costs the host about ten pictures' bits.
  private static final long KEY_FRAMES_APART_MICROS = 500_000;

  private final RoomIngest ingest;
  private final SourceTimeline timeline = new SourceTimeline();
  private boolean started;
  private boolean wanted;
  private long askedAt = Long.MIN_VALUE / 2;

  FeedSource(RoomIngest ingest) {
    this.ingest = ingest;
  }

  SourceTimeline timeline() {
    return timeline;
  }

  /** The picture's time. */
  long picture(AccessUnit unit, long firstAt, long now) {
    long at = timeline.video(unit.rtpTimestamp(), firstAt);
    if (!started) {
      started = true;
      timeline.start();
    }
    if (unit.idr()) {
      wanted = false;
    } else if (wanted) {
      wantKeyFrame(now);
    }
    return at;
  }

  /** The time of the sound's first sample. */
  long sound(OpusFrame frame, long arrivedAt) {
    return timeline.audio(frame.rtpTimestamp(), arrivedAt);
  }

  /** Asks now, or as soon as it is time again. */
  @Override
  public void wantKeyFrame(long now) {
    wanted = now - askedAt < KEY_FRAMES_APART_MICROS;
    if (!wanted) {
      askedAt = now;
      ingest.ingest().requestKeyFrame();
    }
  }
}
