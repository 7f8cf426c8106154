package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream's parameter sets (H.264 §7.3.2) decides how a slice header is written.
 *
 * @param pocLsbBits 0 where pic_order_cnt_type is 2
 */
record PictureSyntax(
    int ppsId,
    int macroblocks,
    int frameNumBits,
    int pocLsbBits,
    boolean chroma,
    boolean cabac,
    boolean bottomFieldOrder,
    boolean weightedPrediction,
    boolean deblockingControl,
    boolean redundantPictures,
    int initialQp) {

  /**
   * Empty for damaged sets and for what a frozen picture does not cover (interlace, FMO, 4:4:4).
   */
  static Optional<PictureSyntax> parse(Bytes sps, Bytes pps) {
    Sequence sequence = sequence(new BitReader(sps, 1));
    return sequence == null ? Optional.empty() : picture(sequence, new BitReader(pps, 1));
  }

  private record Sequence(
      int id, int macroblocks, int frameNumBits, int pocLsbBits, boolean chroma) {}

  private static @Nullable Sequence sequence(BitReader in) {
    int profile = (int) in.bits(8);
    in.bits(16);
    int id = (int) in.ue();
    int chromaFormat = 1;
    if (profile >= 100 || profile == 44 || profile == 83 || profile == 86) {
      chromaFormat = (int) in.ue();
      if (chromaFormat == 3) {
        return null;
      }
      in.ue();
      in.ue();
      in.bits(1);
      if (in.flag()) {
        skipScalingLists(in);
      }
    }
    int frameNumBits = (int) in.ue() + 4;
    int pocType = (int) in.ue();
    if (pocType == 1) {
      return null;
    }
    int pocLsbBits = pocType == 0 ? (int) in.ue() + 4 : 0;
    in.ue();
    in.bits(1);
    int widthInMbs = (int) in.ue() + 1;
    int heightInMapUnits = (int) in.ue() + 1;
    boolean frameMbsOnly = in.flag();
    long macroblocks = (long) widthInMbs * heightInMapUnits;
    // 139 264 macroblocks are level 6.2; anything above is damage.
    if (in.overrun() || !frameMbsOnly || macroblocks > 139_264 || frameNumBits > 16) {
      return null;
    }
    return new Sequence(id, (int) macroblocks, frameNumBits, pocLsbBits, chromaFormat != 0);
  }

  private static void skipScalingLists(BitReader in) {
    for (int i = 0; i < 8; i++) {
      if (!in.flag()) {
        continue;
      }
      int size = i < 6 ? 16 : 64;
      int last = 8;
      int next = 8;
      for (int j = 0; j < size && !in.overrun(); j++) {
        if (next != 0) {
          next = (last + (int) in.se()) & 0xFF;
        }
        last = next == 0 ? last : next;
      }
    }
  }

  private static Optional<PictureSyntax> picture(Sequence sequence, BitReader in) {
    int id = (int) in.ue();
    int sequenceId = (int) in.ue();
    boolean cabac = in.flag();
    boolean bottomFieldOrder = in.flag();
    int sliceGroups = (int) in.ue() + 1;
    if (sliceGroups != 1 || sequenceId != sequence.id()) {
      return Optional.empty();
    }
    in.ue();
    in.ue();
    boolean weighted = in.flag();
    in.bits(2);
    int initialQp = 26 + (int) in.se();
    in.se();
    in.se();
    boolean deblockingControl = in.flag();
    in.bits(1);
    boolean redundant = in.flag();
    if (in.overrun()) {
      return Optional.empty();
    }
    return Optional.of(
        new PictureSyntax(
            id,
            sequence.macroblocks(),
            sequence.frameNumBits(),
            sequence.pocLsbBits(),
            sequence.chroma(),
            cabac,
            bottomFieldOrder,
            weighted,
            deblockingControl,
            redundant,
            initialQp));
  }
}
