package io.linkmic.rtc.rtp;

/**
 * Extends 16-bit sequence numbers to 64 bits that never wrap (RFC 3550 §A.1).
 *
 * <p>Each number is taken as the nearest to the one before, so reordering of up to half a round
 * (32,768 packets) is understood. A packet older than the very first may become negative.
 */
public final class SequenceUnwrapper {
  private long last;
  private boolean started;

  /**
   * @param sequenceNumber 0–65535
   */
  public long unwrap(int sequenceNumber) {
    if (!started) {
      started = true;
      last = sequenceNumber;
    } else {
      last += (short) (sequenceNumber - (int) last);
    }
    return last;
  }
}
