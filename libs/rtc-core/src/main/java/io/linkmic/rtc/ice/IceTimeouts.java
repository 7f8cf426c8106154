package io.linkmic.rtc.ice;

import java.time.Duration;

/**
 * @param initial from creation to the first nominated path
 * @param consent how long the other side may stay silent afterwards (RFC 7675 §5.1: 30 s)
 */
public record IceTimeouts(Duration initial, Duration consent) {
  public static final IceTimeouts DEFAULT =
      new IceTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));
}
