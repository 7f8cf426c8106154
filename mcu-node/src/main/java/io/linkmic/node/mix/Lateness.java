package io.linkmic.node.mix;

import java.util.Arrays;

/**
 * How much after their time one host's pictures have been ready lately, without the few that were
 * later than the rest: what a frame has to wait for so that nearly all of them are in it. Pictures
 * are added by one thread, {@link #micros} may be called by any; all times µs.
 */
final class Lateness {
  /** Older pictures do not count: a hiccup is forgotten after this. */
  static final long WINDOW = 1_500_000;

  // One picture in twenty may miss its frame and is seen in the next: the pictures behind a garbage
  // collection or a packet that was sent again do not delay all that follow.
  private static final int ONE_IN = 20;
  // 1.5 s at 60 fps are 90; of a faster host the newest count.
  private static final int MOST = 96;

  private final long[] readyAt = new long[MOST];
  private final long[] late = new long[MOST];
  private final long[] sorted = new long[MOST];
  private int next;
  private int count;
  private volatile Measured measured = new Measured(0, Long.MIN_VALUE);

  private record Measured(long micros, long at) {}

  /**
   * A picture is ready.
   *
   * @param at when it is to be seen
   */
  void add(long now, long at) {
    readyAt[next] = now;
    late[next] = now - at;
    next = (next + 1) % MOST;
    count = Math.min(count + 1, MOST);
    int recent = 0;
    for (int i = 0; i < count; i++) {
      if (now - readyAt[i] < WINDOW) {
        sorted[recent++] = late[i];
      }
    }
    Arrays.sort(sorted, 0, recent);
    measured = new Measured(sorted[recent - 1 - recent / ONE_IN], now);
  }

  /** 0 for a host that has sent nothing lately; negative when all came early. */
  long micros(long now) {
    Measured last = measured;
    return last.at() == Long.MIN_VALUE || now - last.at() >= WINDOW ? 0 : last.micros();
  }
}
