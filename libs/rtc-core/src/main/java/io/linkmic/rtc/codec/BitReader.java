package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;

/**
 * Bits of a NAL unit without its emulation prevention bytes (H.264 §7.3.1: 00 00 03 stands for 00
 * 00). Reading past the end yields zeros and is remembered, so that callers check once.
 */
final class BitReader {
  private final Bytes unit;
  private int at;
  private int zeros;
  private int current;
  private int bitsLeft;
  private boolean overrun;

  BitReader(Bytes unit, int from) {
    this.unit = unit;
    this.at = from;
  }

  boolean overrun() {
    return overrun;
  }

  boolean flag() {
    return bit() == 1;
  }

  /** u(n), up to 32 bits. */
  long bits(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** ue(v), H.264 §9.1: at most 32 leading zeros. */
  long ue() {
    int leadingZeros = 0;
    while (bit() == 0) {
      if (overrun || ++leadingZeros > 32) {
        overrun = true;
        return 0;
      }
    }
    return (1L << leadingZeros) - 1 + bits(leadingZeros);
  }

  /** se(v), H.264 §9.1.1. */
  long se() {
    long code = ue();
    return (code & 1) != 0 ? (code + 1) >>> 1 : -(code >>> 1);
  }

  private int bit() {
    if (bitsLeft == 0) {
      if (!nextByte()) {
        overrun = true;
        return 0;
      }
    }
    bitsLeft--;
    return current >>> bitsLeft & 1;
  }

  private boolean nextByte() {
    if (at < unit.length() && zeros >= 2 && unit.u8(at) == 3) {
      at++;
      zeros = 0;
    }
    if (at >= unit.length()) {
      return false;
    }
    current = unit.u8(at++);
    zeros = current == 0 ? zeros + 1 : 0;
    bitsLeft = 8;
    return true;
  }
}
