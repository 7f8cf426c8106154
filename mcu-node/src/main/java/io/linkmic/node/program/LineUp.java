package io.linkmic.node.program;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is not on air yet, from its newest usable IDR on: what has to be sent when the
 * program cuts to it. Bounded; times are µs on the node's clock.
 */
final class LineUp {
  // Sound that was negotiated usually comes within two packets of the first picture; a microphone
  // that stays silent must not keep the picture back for long.
  private static final long WAIT_FOR_SOUND_MICROS = 300_000;
  // 0.3 s of pictures and sound while waiting: more cannot gather in WAIT_FOR_SOUND at 60 fps.
  private static final int MOST = 120;
  // While no picture is there only the newest 0.3 s of sound can go with the one that comes: more
  // would take its place, and on a running program all of it would be late.
  private static final int MOST_SOUND = 15;

  private final Source source;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Picture idr;
  private boolean sound;

  /** What waits. */
  sealed interface Waiting {}

  record Picture(AccessUnit unit, long firstAt, long arrivedNanos) implements Waiting {}

  record Sound(OpusFrame frame, long at) implements Waiting {}

  LineUp(Source source) {
    this.source = source;
  }

  Source source() {
    return source;
  }

  /**
   * Takes a picture.
   *
   * @return false when a key frame has to come first
   */
  boolean picture(AccessUnit unit, long firstAt, long arrivedNanos) {
    if (idr == null && (!unit.idr() || source.configs().current() == null)) {
      return false;
    }
    if (waiting.size() >= MOST) {
      clear();
      return false;
    }
    Picture picture = new Picture(unit, firstAt, arrivedNanos);
    if (idr == null) {
      idr = picture;
    }
    waiting.add(picture);
    return true;
  }

  void sound(OpusFrame frame, long at) {
    if (waiting.size() >= MOST_SOUND && idr == null) {
      waiting.removeFirst();
    }
    if (waiting.size() < MOST) {
      waiting.add(new Sound(frame, at));
      sound = true;
    }
  }

  /** The picture to cut to; null before it has come. */
  @Nullable Picture idr() {
    return idr;
  }

  /** Whether its sound has come too, or was waited for long enough. */
  boolean soundReady(long now) {
    Picture first = idr;
    return !source.hasAudio()
        || sound
        || (first != null && now - first.firstAt() >= WAIT_FOR_SOUND_MICROS);
  }

  Iterable<Waiting> waiting() {
    return waiting;
  }

  /** From the next IDR on. */
  void clear() {
    waiting.clear();
    idr = null;
    sound = false;
  }
}
