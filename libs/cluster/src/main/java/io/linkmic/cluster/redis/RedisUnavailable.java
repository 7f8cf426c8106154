package io.linkmic.cluster.redis;

/** Redis did not answer in time, or cannot be reached. Whether a write happened is not known. */
public final class RedisUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RedisUnavailable(Throwable cause) {
    super("Redis cannot be reached or does not answer in time.", cause);
  }
}
