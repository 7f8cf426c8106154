package io.linkmic.rtc.jitter;

/**
 * Unwraps 16-bit sequence numbers to 64 bits and notices a sender that began anew (RFC 3550 §A.1).
 */
public final class SequenceTracker {
  /** What {@link #accept} returns for a packet that fits nowhere. */
  public static final long REJECTED = -1;

  /** Where unwrapped numbers begin, high enough that reordering never makes one negative. */
  private static final long START = 1L << 17;

  /** RFC 3550 §A.1 MAX_DROPOUT: a minute of sound, some seconds of video. */
  private static final int MAX_DROPOUT = 3000;

  /**
   * RFC 3550 §A.1 has 100. Deviation: half a second of 10 Mbit/s video may still be on its way by
   * plain retransmission.
   */
  private static final int MAX_MISORDER = 500;

  private long highest = REJECTED;
  private long base = REJECTED;
  private int expectedAfterJump = -1;
  private boolean restarted;

  /**
   * @return the unwrapped number, or {@link #REJECTED} for a packet far away from all others that
   *     no neighbour has confirmed yet
   */
  public long accept(int sequenceNumber) {
    restarted = false;
    if (highest == REJECTED) {
      return start(START + sequenceNumber);
    }
    int delta = (short) (sequenceNumber - (int) highest);
    if (delta > MAX_DROPOUT || delta < -MAX_MISORDER) {
      return acceptJump(sequenceNumber);
    }
    expectedAfterJump = -1;
    highest = Math.max(highest, highest + delta);
    return delta > 0 ? highest : highest + delta;
  }

  /** The unwrapped number nearest to the highest seen, for a number quoted by someone else. */
  public long near(int sequenceNumber) {
    return highest == REJECTED ? REJECTED : highest + (short) (sequenceNumber - (int) highest);
  }

  /** Whether the last {@link #accept} noticed that the sender began anew. */
  public boolean restarted() {
    return restarted;
  }

  /** The highest number so far, or {@link #REJECTED}. */
  public long highest() {
    return highest;
  }

  /** The first number since the last restart, or {@link #REJECTED}. */
  public long base() {
    return base;
  }

  private long acceptJump(int sequenceNumber) {
    if (sequenceNumber != expectedAfterJump) {
      expectedAfterJump = (sequenceNumber + 1) & 0xFFFF;
      return REJECTED;
    }
    restarted = true;
    // The next block of 2^16 above all numbers handed out, so that none is ever used twice.
    return start((highest | 0xFFFF) + 1 + sequenceNumber);
  }

  private long start(long sequence) {
    expectedAfterJump = -1;
    base = sequence;
    highest = sequence;
    return sequence;
  }
}
