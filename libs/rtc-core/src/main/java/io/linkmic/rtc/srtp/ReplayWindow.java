package io.linkmic.rtc.srtp;

import java.util.Arrays;

/**
 * RFC 3711 §3.3.2: which packet indices of one source were seen. Asking and remembering are apart,
 * because only an authentic packet may be remembered.
 */
final class ReplayWindow {
  private static final int BITS = 6;

  private final long[] seen;
  private final int size;
  private long highest = -1;

  /**
   * @param size how far back a late packet is accepted; a power of two, at least 64
   */
  ReplayWindow(int size) {
    this.size = size;
    this.seen = new long[size >>> BITS];
  }

  /** The highest index remembered, or −1. */
  long highest() {
    return highest;
  }

  SrtpStatus check(long index) {
    if (index > highest) {
      return SrtpStatus.OK;
    }
    if (index < 0 || highest - index >= size) {
      return SrtpStatus.TOO_OLD;
    }
    return (seen[word(index)] & bit(index)) == 0 ? SrtpStatus.OK : SrtpStatus.REPLAYED;
  }

  void remember(long index) {
    if (index > highest) {
      forgetBetween(highest + 1, index);
      highest = index;
    }
    seen[word(index)] |= bit(index);
  }

  /** The bits of indices skipped still say what was seen one window ago. */
  private void forgetBetween(long from, long to) {
    if (to - from >= size) {
      Arrays.fill(seen, 0);
      return;
    }
    for (long index = from; index <= to; index++) {
      seen[word(index)] &= ~bit(index);
    }
  }

  private int word(long index) {
    return (int) (index & (size - 1)) >>> BITS;
  }

  private static long bit(long index) {
    return 1L << (index & 63);
  }
}
