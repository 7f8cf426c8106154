package io.linkmic.testkit.media;

import java.io.ByteArrayOutputStream;

/** Bits and Exp-Golomb codes (ITU-T H.264 §9.1), most significant first. */
final class BitWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int current;
  private int count;

  BitWriter u(int width, int value) {
    for (int bit = width - 1; bit >= 0; bit--) {
      current = current << 1 | (value >>> bit & 1);
      if (++count == 8) {
        bytes.write(current);
        current = 0;
        count = 0;
      }
    }
    return this;
  }

  BitWriter ue(int value) {
    int width = 32 - Integer.numberOfLeadingZeros(value + 1);
    return u(width - 1, 0).u(width, value + 1);
  }

  BitWriter se(int value) {
    return ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** §7.3.2.11: a one, then zeros to the next byte. */
  byte[] withTrailingBits() {
    u(1, 1);
    while (count != 0) {
      u(1, 0);
    }
    return bytes.toByteArray();
  }
}
