package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;

/**
 * What one RTP payload tells before its picture is complete. Cheap: looks at a few bytes.
 *
 * <p>For senders that do not set the marker bit, and to find the first packet of a picture.
 */
public final class H264Payload {
  private H264Payload() {}

  /**
   * H.264 §7.4.1.2.3: the payload holds the beginning of a picture: a delimiter, parameter set or
   * SEI in front of it, or its first slice (first_mb_in_slice = 0).
   */
  public static boolean beginsPicture(Bytes payload) {
    return switch (firstType(payload)) {
      case NalType.ACCESS_UNIT_DELIMITER, NalType.SPS, NalType.PPS, NalType.SEI -> true;
      case NalType.SLICE, 2, NalType.IDR_SLICE -> isFirstSlice(payload);
      default -> false;
    };
  }

  /** The payload holds an SPS or (the beginning of) an IDR slice. */
  public static boolean beginsKeyFrame(Bytes payload) {
    if (payload.length() > 3 && NalType.of(payload.u8(0)) == NalType.STAP_A) {
      for (int at = 1; at + 3 <= payload.length(); at += 2 + payload.u16(at)) {
        if (isKey(NalType.of(payload.u8(at + 2)))) {
          return true;
        }
      }
      return false;
    }
    return isKey(firstType(payload));
  }

  private static boolean isKey(int type) {
    return type == NalType.SPS || type == NalType.IDR_SLICE;
  }

  /** Type of the first unit that begins in the payload, 0 if none does. */
  private static int firstType(Bytes payload) {
    if (payload.isEmpty()) {
      return 0;
    }
    int type = NalType.of(payload.u8(0));
    return switch (type) {
      case NalType.FU_A ->
          payload.length() > 1 && (payload.u8(1) & 0x80) != 0 ? NalType.of(payload.u8(1)) : 0;
      case NalType.STAP_A -> payload.length() > 3 ? NalType.of(payload.u8(3)) : 0;
      default -> type;
    };
  }

  /** ue(v) of 0 is a single set bit. */
  private static boolean isFirstSlice(Bytes payload) {
    int at =
        switch (NalType.of(payload.u8(0))) {
          case NalType.FU_A -> 2;
          case NalType.STAP_A -> 4;
          default -> 1;
        };
    return payload.length() > at && (payload.u8(at) & 0x80) != 0;
  }
}
