package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;

/** Writes bits and Exp-Golomb codes (H.264 §9.1) and wraps them up as a NAL unit. */
final class BitWriter {
  private final ByteWriter rbsp = new ByteWriter(64);
  private int current;
  private int filled;

  BitWriter u(int bits, int value) {
    for (int i = bits - 1; i >= 0; i--) {
      current = (current << 1) | ((value >> i) & 1);
      if (++filled == 8) {
        rbsp.u8(current);
        current = 0;
        filled = 0;
      }
    }
    return this;
  }

  BitWriter flag(boolean value) {
    return u(1, value ? 1 : 0);
  }

  BitWriter ue(int value) {
    int code = value + 1;
    int bits = 32 - Integer.numberOfLeadingZeros(code);
    return u(bits - 1, 0).u(bits, code);
  }

  BitWriter se(int value) {
    return ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Fills up the byte with ones: cabac_alignment_one_bit. */
  BitWriter alignWithOnes() {
    while (filled != 0) {
      u(1, 1);
    }
    return this;
  }

  /** Fills up the byte with zeros. */
  BitWriter alignWithZeros() {
    while (filled != 0) {
      u(1, 0);
    }
    return this;
  }

  /** The NAL unit behind its 4-byte length, emulation prevention inserted (H.264 §7.4.1.1). */
  Bytes toLengthPrefixedNalUnit(int header) {
    Bytes payload = rbsp.toBytes();
    ByteWriter out = new ByteWriter(payload.length() + 16).u32(0).u8(header);
    int zeros = 0;
    for (int i = 0; i < payload.length(); i++) {
      int b = payload.u8(i);
      if (zeros == 2 && b <= 3) {
        out.u8(3);
        zeros = 0;
      }
      zeros = b == 0 ? zeros + 1 : 0;
      out.u8(b);
    }
    return out.putU32(0, out.length() - 4L).toBytes();
  }
}
