package io.linkmic.rtc.rtp;

/** Arithmetic on 16-bit sequence numbers that wrap (RFC 3550 §A.1, RFC 1982 §3). */
public final class SequenceNumbers {
  private SequenceNumbers() {}

  /** How far {@code to} lies after {@code from}: −32768 to 32767. */
  public static int distance(int from, int to) {
    return (short) (to - from);
  }

  /** True if {@code a} comes after {@code b}; exactly half a round away counts as before. */
  public static boolean isNewer(int a, int b) {
    return distance(b, a) > 0;
  }

  public static int next(int sequenceNumber) {
    return (sequenceNumber + 1) & 0xFFFF;
  }
}
