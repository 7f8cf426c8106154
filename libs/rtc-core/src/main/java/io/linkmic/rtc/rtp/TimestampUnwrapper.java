package io.linkmic.rtc.rtp;

/**
 * Extends 32-bit RTP timestamps to 64 bits that never wrap.
 *
 * <p>Each is taken as the nearest to the one before: 90 kHz video wraps after 13 hours, so half a
 * round is more than any pause that a stream survives.
 */
public final class TimestampUnwrapper {
  private long last;
  private boolean started;

  /**
   * @param timestamp unsigned 32 bit
   */
  public long unwrap(long timestamp) {
    if (!started) {
      started = true;
      last = timestamp & 0xFFFFFFFFL;
    } else {
      last += (int) (timestamp - last);
    }
    return last;
  }
}
