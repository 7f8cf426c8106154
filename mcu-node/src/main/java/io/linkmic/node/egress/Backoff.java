package io.linkmic.node.egress;

import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: full jitter, doubling. A target that was away for seconds is back on air
 * within 5 s; after a minute of failure the pauses grow to 30 s.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long EARLY_CAP_MILLIS = 4_000;
  private static final long LATE_CAP_MILLIS = 30_000;
  private static final long EARLY_MILLIS = 60_000;
  // Less than this only hammers a server that is just starting.
  private static final long FLOOR_MILLIS = 100;

  private final RandomGenerator random;
  private int attempts;
  private long waited;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  long nextMillis() {
    long cap = waited < EARLY_MILLIS ? EARLY_CAP_MILLIS : LATE_CAP_MILLIS;
    long ceiling = Math.min(cap, FIRST_MILLIS << Math.min(attempts, 16));
    attempts++;
    long pause = FLOOR_MILLIS + random.nextLong(ceiling - FLOOR_MILLIS + 1);
    waited += pause;
    return pause;
  }

  /** It works again. */
  void reset() {
    attempts = 0;
    waited = 0;
  }
}
