package io.linkmic.rtc.rtcp;

import java.util.Arrays;

/**
 * Collects arrivals in the order of their numbers and turns them into one {@link
 * TransportFeedback}. Rounds arrivals, not gaps, so that rounding never adds up. Belongs to one
 * thread.
 */
public final class TransportFeedbackBuilder {
  private final long baseSequence;
  private int[] ticks = new int[32];
  private int count;
  private boolean started;
  private long referenceTime;
  private long lastTick;

  /**
   * @param baseSequence unwrapped transport-wide number of the first packet to tell of, which may
   *     be one that never came
   */
  public TransportFeedbackBuilder(long baseSequence) {
    this.baseSequence = baseSequence;
  }

  /**
   * @param sequence unwrapped; higher than all before
   * @param arrivalMicros of any clock that does not jump
   * @return false if it does not fit: build this message, and tell of the packet in the next one
   */
  public boolean received(long sequence, long arrivalMicros) {
    long index = sequence - baseSequence;
    if (index < count) {
      throw new IllegalArgumentException("sequence numbers must rise");
    }
    long tick = Math.floorDiv(arrivalMicros, (long) TransportFeedback.TICK_MICROS);
    if (!started) {
      referenceTime = Math.floorDiv(tick, (long) TransportFeedback.TICKS_PER_REFERENCE);
      lastTick = referenceTime * TransportFeedback.TICKS_PER_REFERENCE;
    }
    long delta = tick - lastTick;
    if (index >= TransportFeedback.MAX_PACKETS || delta != (short) delta) {
      return false;
    }
    started = true;
    if (index >= ticks.length) {
      ticks = Arrays.copyOf(ticks, (int) Math.max(2L * ticks.length, index + 1));
    }
    Arrays.fill(ticks, count, (int) index, Arrivals.LOST);
    ticks[(int) index] = (int) delta;
    count = (int) index + 1;
    lastTick = tick;
    return true;
  }

  /** True until the first packet was taken: there is nothing to send. */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * @param feedbackCount the lowest byte counts
   */
  public TransportFeedback build(long senderSsrc, long mediaSsrc, int feedbackCount) {
    if (count == 0) {
      throw new IllegalStateException("no packet to tell of");
    }
    return new TransportFeedback(
        senderSsrc,
        mediaSsrc,
        (int) (baseSequence & 0xFFFF),
        (int) (referenceTime << 40 >> 40), // signed 24 bit, wraps after 12 days
        feedbackCount & 0xFF,
        Arrivals.wrap(Arrays.copyOf(ticks, count)));
  }
}
