package io.linkmic.rtc.peer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Frames per second, over the last whole second or so. */
final class FrameRate {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private @Nullable Instant windowStart;
  private int inWindow;
  private long total;
  private double perSecond;

  void frame(Instant now) {
    total++;
    roll(now);
    inWindow++;
  }

  long total() {
    return total;
  }

  double perSecond(Instant now) {
    roll(now);
    return perSecond;
  }

  private void roll(Instant now) {
    if (windowStart == null) {
      windowStart = now;
      return;
    }
    long elapsed = Duration.between(windowStart, now).toNanos();
    if (elapsed >= WINDOW.toNanos()) {
      perSecond = inWindow * 1e9 / elapsed;
      windowStart = now;
      inWindow = 0;
    }
  }
}
