package io.linkmic.api.webhook.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: full jitter below a bound that doubles, so that those who failed together do
 * not come back together. Any thread.
 *
 * @param first bound
 * @param capWhileFresh longest wait during {@code fresh}: a deployment or a reboot of the receiver
 *     is over in minutes, and its events should follow at once
 * @param cap longest wait after that: 24 h make 600 tries of it
 */
public record Backoff(Duration first, Duration capWhileFresh, Duration fresh, Duration cap) {
  /** A receiver that was away for two minutes is asked again within 15 seconds. */
  public static final Backoff USUAL =
      new Backoff(
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofMinutes(5));

  // Full jitter may say "now"; a receiver that just failed gets at least this pause.
  private static final Duration LEAST = Duration.ofMillis(100);

  // 2^20 s is longer than any cap.
  private static final int MOST_DOUBLINGS = 20;

  /**
   * @param failures so far, this one included: 1 or more
   * @param failing since the first of them
   */
  public Duration after(int failures, Duration failing, RandomGenerator random) {
    Duration limit = failing.compareTo(fresh) < 0 ? capWhileFresh : cap;
    long doubled = first.toMillis() << Math.clamp(failures - 1, 0, MOST_DOUBLINGS);
    long bound = Math.min(doubled, limit.toMillis());
    return Duration.ofMillis(Math.max(LEAST.toMillis(), random.nextLong(bound + 1)));
  }
}
