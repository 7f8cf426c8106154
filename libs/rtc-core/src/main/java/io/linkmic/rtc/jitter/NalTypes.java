package io.linkmic.rtc.jitter;

import io.linkmic.rtc.bytes.Bytes;

/** The types of the NAL units that begin in an RTP payload (RFC 6184 §5.2), as a set of bits. */
final class NalTypes {
  /** RFC 6184 table 1. */
  private static final int STAP_A = 24;

  private static final int FU_A = 28;

  private static final int FU_START = 0x80;

  /** Slices and slice data partitions: types 1 to 5. */
  private static final int SLICES = 0b11_1110;

  private NalTypes() {}

  /** Bit n is set if a NAL unit of type n begins here; FU-A fragments count where they begin. */
  static int in(Bytes payload) {
    if (payload.isEmpty()) {
      return 0;
    }
    int type = payload.u8(0) & 0x1F;
    return switch (type) {
      case STAP_A -> inAggregate(payload);
      case FU_A ->
          payload.length() > 1 && (payload.u8(1) & FU_START) != 0
              ? 1 << (payload.u8(1) & 0x1F)
              : 1; // A later fragment: something, but nothing begins.
      default -> 1 << type;
    };
  }

  /** The type of the first NAL unit that begins here, or 0. */
  static int first(Bytes payload) {
    if (payload.isEmpty()) {
      return 0;
    }
    int type = payload.u8(0) & 0x1F;
    return switch (type) {
      case STAP_A -> payload.length() > 3 ? payload.u8(3) & 0x1F : 0;
      case FU_A ->
          payload.length() > 1 && (payload.u8(1) & FU_START) != 0 ? payload.u8(1) & 0x1F : 0;
      default -> type;
    };
  }

  static boolean has(int types, int type) {
    return (types >>> type & 1) != 0;
  }

  static boolean hasSlice(int types) {
    return (types & SLICES) != 0;
  }

  private static int inAggregate(Bytes payload) {
    int types = 1;
    int at = 1;
    while (at + 2 < payload.length()) {
      types |= 1 << (payload.u8(at + 2) & 0x1F);
      at += 2 + payload.u16(at);
    }
    return types;
  }
}
