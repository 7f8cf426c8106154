package io.linkmic.backend.chat;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Redis, where the chat can do without it: after a failure it is left alone for a while, so that a
 * Redis that hangs does not make every message wait for its timeout. Any thread that may wait.
 */
final class RedisGate {
  /** One caller a second finds out whether it is back. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final @Nullable ClusterRedis redis;
  private final LongSupplier nanoTime;
  private final Runnable failed;
  private final AtomicLong restsUntil;

  /**
   * @param redis null where there is only this instance
   * @param failed counts what Redis did not answer
   */
  RedisGate(@Nullable ClusterRedis redis, LongSupplier nanoTime, Runnable failed) {
    this.redis = redis;
    this.nanoTime = nanoTime;
    this.failed = failed;
    this.restsUntil = new AtomicLong(nanoTime.getAsLong());
  }

  @Nullable ClusterRedis redis() {
    return redis;
  }

  /** The answer; empty when there is none. */
  <T> Optional<T> ask(Function<ClusterRedis, T> call) {
    if (redis == null || nanoTime.getAsLong() - restsUntil.get() < 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(call.apply(redis));
    } catch (RedisUnavailable e) {
      restsUntil.set(nanoTime.getAsLong() + REST.toNanos());
      failed.run();
      return Optional.empty();
    }
  }
}
