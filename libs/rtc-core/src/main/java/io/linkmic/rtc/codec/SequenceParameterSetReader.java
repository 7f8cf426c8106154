package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;

/** Reads a {@link SequenceParameterSet}: H.264 §7.3.2.1.1 and the VUI of §E.1.1. */
final class SequenceParameterSetReader {
  // Level 6.2 ends at 139,264 macroblocks, at most 16,880 pixels along one side.
  private static final int MAX_SIDE_MACROBLOCKS = 1055;
  private static final int EXTENDED_SAR = 255;

  private final Bytes unit;
  private final BitReader in;
  private int chromaFormat = 1;
  private boolean separatePlanes;
  private double frameRate;
  private int maxReorderFrames = -1;

  private SequenceParameterSetReader(Bytes unit) {
    this.unit = unit;
    this.in = new BitReader(unit, 4);
  }

  static Parsed<SequenceParameterSet> read(Bytes unit) {
    if (unit.length() < 5 || NalType.of(unit.u8(0)) != NalType.SPS) {
      return Parsed.malformed("sps: not a sequence parameter set", 0);
    }
    return new SequenceParameterSetReader(unit).read();
  }

  private Parsed<SequenceParameterSet> read() {
    int profile = unit.u8(1);
    long id = in.ue();
    if (hasChromaInfo(profile) && !readChromaInfo()) {
      return Parsed.malformed("sps: chroma information out of range", 4);
    }
    in.ue(); // log2_max_frame_num_minus4
    long orderCountType = in.ue();
    if (!readPictureOrderCount(orderCountType)) {
      return Parsed.malformed("sps: picture order count out of range", 4);
    }
    in.ue(); // max_num_ref_frames
    in.flag(); // gaps_in_frame_num_value_allowed_flag
    long widthInMacroblocks = in.ue() + 1;
    long heightInMapUnits = in.ue() + 1;
    boolean framesOnly = in.flag();
    if (!framesOnly) {
      in.flag(); // mb_adaptive_frame_field_flag
    }
    in.flag(); // direct_8x8_inference_flag
    long heightInMacroblocks = heightInMapUnits * (framesOnly ? 1 : 2);
    if (id > 31
        || widthInMacroblocks > MAX_SIDE_MACROBLOCKS
        || heightInMacroblocks > MAX_SIDE_MACROBLOCKS) {
      return Parsed.malformed("sps: id or size out of range", 4);
    }
    long cropWidth = 0;
    long cropHeight = 0;
    if (in.flag()) {
      boolean noChroma = chromaFormat == 0 || separatePlanes;
      // H.264 equations 7-19 to 7-22.
      int unitX = noChroma || chromaFormat == 3 ? 1 : 2;
      int unitY = (noChroma || chromaFormat != 1 ? 1 : 2) * (framesOnly ? 1 : 2);
      cropWidth = (in.ue() + in.ue()) * unitX;
      cropHeight = (in.ue() + in.ue()) * unitY;
    }
    long width = widthInMacroblocks * 16 - cropWidth;
    long height = heightInMacroblocks * 16 - cropHeight;
    if (width <= 0 || height <= 0) {
      return Parsed.malformed("sps: cropped to nothing", 4);
    }
    if (in.overrun()) {
      return Parsed.malformed("sps: cut off", unit.length());
    }
    if (in.flag()) {
      readVui();
    }
    return Parsed.ok(
        new SequenceParameterSet(
            profile,
            unit.u8(2),
            unit.u8(3),
            (int) id,
            (int) width,
            (int) height,
            framesOnly,
            (int) orderCountType,
            frameRate,
            maxReorderFrames));
  }

  private static boolean hasChromaInfo(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private boolean readChromaInfo() {
    long format = in.ue();
    if (format > 3) {
      return false;
    }
    chromaFormat = (int) format;
    if (chromaFormat == 3) {
      separatePlanes = in.flag();
    }
    in.ue(); // bit_depth_luma_minus8
    in.ue(); // bit_depth_chroma_minus8
    in.flag(); // qpprime_y_zero_transform_bypass_flag
    if (in.flag()) {
      int lists = chromaFormat == 3 ? 12 : 8;
      for (int i = 0; i < lists; i++) {
        if (in.flag()) {
          skipScalingList(i < 6 ? 16 : 64);
        }
      }
    }
    return true;
  }

  private void skipScalingList(int size) {
    long last = 8;
    long next = 8;
    for (int i = 0; i < size && next != 0; i++) {
      next = Math.floorMod(last + in.se(), 256L);
      last = next == 0 ? last : next;
    }
  }

  private boolean readPictureOrderCount(long type) {
    if (type == 0) {
      in.ue(); // log2_max_pic_order_cnt_lsb_minus4
    } else if (type == 1) {
      in.flag(); // delta_pic_order_always_zero_flag
      in.se(); // offset_for_non_ref_pic
      in.se(); // offset_for_top_to_bottom_field
      long cycle = in.ue();
      if (cycle > 255) {
        return false;
      }
      for (int i = 0; i < cycle; i++) {
        in.se(); // offset_for_ref_frame
      }
    }
    return type <= 2;
  }

  /**
   * Only hints come from here, so a VUI that breaks off leaves them unknown, the rest stays true.
   */
  private void readVui() {
    if (in.flag() && in.bits(8) == EXTENDED_SAR) {
      in.bits(32); // sar_width, sar_height
    }
    if (in.flag()) {
      in.flag(); // overscan_appropriate_flag
    }
    if (in.flag()) {
      in.bits(4); // video_format, video_full_range_flag
      if (in.flag()) {
        in.bits(24); // colour_primaries, transfer_characteristics, matrix_coefficients
      }
    }
    if (in.flag()) {
      in.ue(); // chroma_sample_loc_type_top_field
      in.ue(); // chroma_sample_loc_type_bottom_field
    }
    if (in.flag()) {
      long unitsInTick = in.bits(32);
      long timeScale = in.bits(32);
      in.flag(); // fixed_frame_rate_flag
      if (!in.overrun() && unitsInTick > 0) {
        // Table E-6: a tick is a field, a frame has two.
        frameRate = timeScale / (2.0 * unitsInTick);
      }
    }
    readRestrictions();
  }

  private void readRestrictions() {
    boolean nalHrd = in.flag();
    if (nalHrd) {
      skipHrd();
    }
    boolean vclHrd = in.flag();
    if (vclHrd) {
      skipHrd();
    }
    if (nalHrd || vclHrd) {
      in.flag(); // low_delay_hrd_flag
    }
    in.flag(); // pic_struct_present_flag
    if (in.flag()) {
      in.flag(); // motion_vectors_over_pic_boundaries_flag
      in.ue(); // max_bytes_per_pic_denom
      in.ue(); // max_bits_per_mb_denom
      in.ue(); // log2_max_mv_length_horizontal
      in.ue(); // log2_max_mv_length_vertical
      long reorder = in.ue();
      // §E.2.1: never more than the decoded picture buffer, 16 frames.
      if (!in.overrun() && reorder <= 16) {
        maxReorderFrames = (int) reorder;
      }
    }
  }

  private void skipHrd() {
    long count = in.ue() + 1;
    in.bits(8); // bit_rate_scale, cpb_size_scale
    for (long i = 0; i < count && !in.overrun(); i++) {
      in.ue(); // bit_rate_value_minus1
      in.ue(); // cpb_size_value_minus1
      in.flag(); // cbr_flag
    }
    in.bits(20); // lengths of delays and time offset
  }
}
