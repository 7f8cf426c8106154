package io.linkmic.rtc.feedback;

import java.time.Duration;

/**
 * The smoothed round-trip time of one peer (RFC 6298 §2).
 *
 * <p>Samples come from LSR and DLSR where we send media, else from the turnaround of the first NACK
 * for a packet: a receive-only ICE-lite peer sends nothing else that is answered.
 */
public final class RoundTripTime {
  /** congestion.md §4: until the first sample a NACK is repeated after 100 ms. */
  private static final Duration INITIAL = Duration.ofMillis(100);

  /** More than a satellite hop; a longer answer was a stalled peer. */
  private static final Duration MAX_SAMPLE = Duration.ofSeconds(2);

  /** More than radios and other traffic add: a queue on the path is full. */
  private static final Duration QUEUE = Duration.ofMillis(150);

  private Duration smoothed = INITIAL;
  private boolean measured;
  private Duration shortest = MAX_SAMPLE;
  private Duration last = Duration.ZERO;

  /** The estimate, 100 ms at first. */
  public Duration get() {
    return smoothed;
  }

  public boolean measured() {
    return measured;
  }

  /** Whether the last sample tells of a full queue: it is far above the shortest. */
  public boolean queueing() {
    return measured && last.compareTo(shortest.plus(QUEUE)) > 0;
  }

  /** Negative samples and those above two seconds are ignored. */
  public void sample(Duration rtt) {
    if (rtt.isNegative() || rtt.compareTo(MAX_SAMPLE) > 0) {
      return;
    }
    last = rtt;
    shortest = rtt.compareTo(shortest) < 0 ? rtt : shortest;
    smoothed = measured ? smoothed.multipliedBy(7).plus(rtt).dividedBy(8) : rtt;
    measured = true;
  }
}
