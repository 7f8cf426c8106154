package io.linkmic.node.program;

/**
 * The least of what was seen lately: of arrival minus media time it is the way without queues, and
 * how it moves over minutes is how two clocks run apart.
 */
final class RecentFloor {
  // Long enough that a packet without a queue is among them, short against the minutes in which
  // clocks 100 ppm apart (the worst quartz allowed) get 5 ms away from each other.
  private static final long WINDOW_MICROS = 10_000_000;

  private boolean seen;
  private long since;
  private long current = Long.MAX_VALUE;
  private long before = Long.MAX_VALUE;

  void add(long value, long now) {
    if (!seen) {
      seen = true;
      since = now;
    } else if (now - since >= WINDOW_MICROS) {
      since = now;
      before = current;
      current = Long.MAX_VALUE;
    }
    current = Math.min(current, value);
  }

  boolean seen() {
    return seen;
  }

  /** Whether a whole window stands behind it. */
  boolean settled() {
    return before != Long.MAX_VALUE;
  }

  /** Of the last 10 to 20 s; only once {@link #seen}. */
  long get() {
    return Math.min(current, before);
  }
}
