package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;

/**
 * ITU-T H.264 §7.3.3, the first three fields.
 *
 * @param firstMacroblock 0 begins a picture (first_mb_in_slice)
 * @param type 0 P, 1 B, 2 I, 3 SP, 4 SI (slice_type modulo 5)
 * @param pictureParameterSetId 0–255
 */
public record SliceHeader(long firstMacroblock, int type, int pictureParameterSetId) {

  /**
   * @param unit a slice with its NAL header
   */
  public static Parsed<SliceHeader> parse(Bytes unit) {
    if (unit.isEmpty() || !NalType.isSlice(NalType.of(unit.u8(0)))) {
      return Parsed.malformed("h264: not a slice", 0);
    }
    var in = new BitReader(unit, 1);
    long first = in.ue();
    long type = in.ue();
    long parameterSet = in.ue();
    if (in.overrun() || type > 9 || parameterSet > 255) {
      return Parsed.malformed("h264: slice header out of range", 1);
    }
    return Parsed.ok(new SliceHeader(first, (int) type % 5, (int) parameterSet));
  }

  public boolean isBidirectional() {
    return type == 1;
  }
}
