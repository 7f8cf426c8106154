package io.linkmic.api.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** A token bucket for each API key; only known keys have one, so there are few. Any thread. */
final class RateLimit {
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond also the largest burst: an idle key may spend one second at once
   * @param nanos monotonic
   */
  RateLimit(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  private record Bucket(double tokens, long at, boolean taken) {}

  /** Whether one more request of the key is answered now. */
  boolean take(String apiKey) {
    long now = nanos.getAsLong();
    Bucket after =
        buckets.compute(
            apiKey,
            (key, before) -> {
              double tokens =
                  before == null
                      ? perSecond
                      : Math.min(
                          perSecond, before.tokens() + (now - before.at()) / NANOS * perSecond);
              return tokens >= 1
                  ? new Bucket(tokens - 1, now, true)
                  : new Bucket(tokens, now, false);
            });
    return after.taken();
  }
}
