package io.linkmic.node.mix;

/**
 * Whether a frame that is late by whole frames is drawn all the same. A machine that stood still
 * for a moment draws what it owes as fast as it can, and players, who have some tenths of a second
 * in hand, show no hole. One that is too slow for all frames would only grow later: it soon has no
 * credit left and leaves frames out at once. Pure; the mix's thread only. Times are µs.
 */
final class Arrears {
  /** So much may be owed at once; more is let go. */
  static final long MOST_LATE = 250_000;

  /** Late frames that are drawn before frames in time have to come again: 250 ms of 30 a second. */
  static final int CREDIT = 8;

  // One late frame among so many in time goes on for ever.
  private static final int IN_TIME_FOR_ONE = 15;

  private int credit = CREDIT * IN_TIME_FOR_ONE;

  /**
   * @param late how late it is beyond its delay
   * @param interval from one frame to the next
   */
  boolean drawn(long late, long interval) {
    if (late <= interval) {
      credit = Math.min(credit + 1, CREDIT * IN_TIME_FOR_ONE);
      return true;
    }
    if (late > MOST_LATE || credit < IN_TIME_FOR_ONE) {
      return false;
    }
    credit -= IN_TIME_FOR_ONE;
    return true;
  }
}
