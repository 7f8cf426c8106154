package io.linkmic.media.avc;

import java.nio.ByteBuffer;

/**
 * Bits of a NAL unit behind its header byte, emulation prevention bytes skipped (ITU-T H.264
 * §7.3.1). Past the end it reads zeros and says so by {@link #overrun}.
 */
final class RbspReader {

  private final ByteBuffer nal;
  private int at = 1;
  private int zeros;
  private int current;
  private int bitsLeft;
  private boolean overrun;

  RbspReader(ByteBuffer nal) {
    this.nal = nal;
  }

  int bit() {
    if (bitsLeft == 0) {
      nextByte();
    }
    bitsLeft--;
    return (current >> bitsLeft) & 1;
  }

  int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 1) | bit();
    }
    return value;
  }

  /** ue(v), ITU-T H.264 §9.1. −1 when it would not fit 31 bits. */
  int unsignedExpGolomb() {
    int leadingZeros = 0;
    while (bit() == 0) {
      leadingZeros++;
      if (leadingZeros > 30 || overrun) {
        return -1;
      }
    }
    return (1 << leadingZeros) - 1 + bits(leadingZeros);
  }

  boolean overrun() {
    return overrun;
  }

  private void nextByte() {
    if (at < nal.limit() && zeros >= 2 && nal.get(at) == 3) {
      at++;
      zeros = 0;
    }
    bitsLeft = 8;
    if (at >= nal.limit()) {
      overrun = true;
      current = 0;
      return;
    }
    current = nal.get(at++) & 0xff;
    zeros = current == 0 ? zeros + 1 : 0;
  }
}
