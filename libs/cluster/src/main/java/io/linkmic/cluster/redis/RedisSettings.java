package io.linkmic.cluster.redis;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach Redis.
 *
 * @param url {@code redis://[user:password@]host[:port][/database]}, {@code rediss://} for TLS, or
 *     {@code redis-sentinel://host,host/0#master}
 * @param commandTimeout after which a command counts as failed
 * @param clientName shown by {@code CLIENT LIST}
 */
public record RedisSettings(URI url, Duration commandTimeout, String clientName) {
  /** reliability.md §2: a Redis that takes longer is as good as down. */
  public static final Duration USUAL_TIMEOUT = Duration.ofMillis(500);

  public static RedisSettings of(URI url, String clientName) {
    return new RedisSettings(url, USUAL_TIMEOUT, clientName);
  }

  @Override
  public String toString() {
    return "RedisSettings[" + url.getScheme() + "://" + url.getHost() + ":" + url.getPort() + "]";
  }
}
