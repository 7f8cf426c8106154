package io.linkmic.node.edge;

import java.time.Instant;

/**
 * The one time source of the media plane: begins at the wall clock's reading and then follows
 * {@code System.nanoTime}, so that a stepped wall clock moves nothing. Any thread.
 */
public final class MonotonicClock {
  private final Instant startInstant = Instant.now();
  private final long startNanos = System.nanoTime();

  public Instant now() {
    return startInstant.plusNanos(System.nanoTime() - startNanos);
  }

  /** Microseconds since this clock was made. */
  public long micros() {
    return (System.nanoTime() - startNanos) / 1000;
  }

  /** The same for an instant this clock gave. */
  public long micros(Instant instant) {
    return (instant.getEpochSecond() - startInstant.getEpochSecond()) * 1_000_000
        + (instant.getNano() - startInstant.getNano()) / 1000;
  }

  /** The way back from {@link #micros(Instant)}. */
  public Instant instant(long micros) {
    return startInstant.plusNanos(micros * 1000);
  }

  /** {@code System.nanoTime()} at an instant this clock gave. */
  public long nanoTime(Instant instant) {
    return startNanos
        + (instant.getEpochSecond() - startInstant.getEpochSecond()) * 1_000_000_000L
        + (instant.getNano() - startInstant.getNano());
  }
}
