package io.linkmic.rtc.rtcp;

import java.util.Arrays;

/**
 * Which packets of a run arrived, and when after the one before: ticks of 250 µs. Immutable; flat
 * instead of a list of records, because feedback tells of hundreds of packets per second and peer.
 */
public final class Arrivals {
  static final int LOST = Integer.MIN_VALUE;

  private final int[] ticks;

  private Arrivals(int[] ticks) {
    this.ticks = ticks;
  }

  /** The array is handed over. */
  static Arrivals wrap(int[] ticks) {
    return new Arrivals(ticks);
  }

  /** Packets told of, received or not. */
  public int count() {
    return ticks.length;
  }

  public boolean received(int index) {
    return ticks[index] != LOST;
  }

  /**
   * After the last packet received before (the first: after the reference time); may be negative.
   */
  public int deltaTicks(int index) {
    return ticks[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Arrivals that && Arrays.equals(ticks, that.ticks);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ticks);
  }

  @Override
  public String toString() {
    return "Arrivals" + Arrays.toString(ticks).replace(String.valueOf(LOST), "lost");
  }
}
