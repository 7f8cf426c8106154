package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a vanished host's last picture without an encoder: writes P pictures in which every
 * macroblock is skipped (H.264 §7.3.4), each decoding to the picture before it, about 20 bytes
 * long.
 *
 * <p>Continues the frame numbers and picture order counts of the stream it freezes, so the next
 * real picture has to be an IDR.
 */
public final class FrozenPicture {
  private static final int NAL_P_REFERENCE = 0x41;

  private final PictureSyntax syntax;
  private int frameNum;
  private int pocLsb;

  private FrozenPicture(PictureSyntax syntax, int frameNum, int pocLsb) {
    this.syntax = syntax;
    this.frameNum = frameNum;
    this.pocLsb = pocLsb;
  }

  /**
   * @param lastPicture the last access unit sent, NAL units behind 4-byte lengths
   * @return empty where the stream's syntax is outside what can be frozen (interlace and the like)
   */
  public static Optional<FrozenPicture> after(Bytes sps, List<Bytes> pps, Bytes lastPicture) {
    Bytes slice = firstSlice(lastPicture);
    if (slice == null) {
      return Optional.empty();
    }
    return pps.stream()
        .flatMap(set -> PictureSyntax.parse(sps, set).stream())
        .flatMap(syntax -> continuing(syntax, slice).stream())
        .findFirst();
  }

  private static @Nullable Bytes firstSlice(Bytes accessUnit) {
    return switch (NalUnits.split(accessUnit)) {
      case Parsed.Malformed<List<Bytes>> bad -> null;
      case Parsed.Ok<List<Bytes>>(List<Bytes> units) ->
          units.stream()
              .filter(unit -> !unit.isEmpty() && NalType.isSlice(NalType.of(unit.u8(0))))
              .findFirst()
              .orElse(null);
    };
  }

  private static Optional<FrozenPicture> continuing(PictureSyntax syntax, Bytes slice) {
    boolean idr = (slice.u8(0) & 0x1F) == 5;
    boolean reference = (slice.u8(0) & 0x60) != 0;
    BitReader in = new BitReader(slice, 1);
    in.ue();
    in.ue();
    int ppsId = (int) in.ue();
    int frameNum = (int) in.bits(syntax.frameNumBits());
    if (idr) {
      in.ue();
    }
    int pocLsb = syntax.pocLsbBits() == 0 ? 0 : (int) in.bits(syntax.pocLsbBits());
    if (in.overrun() || ppsId != syntax.ppsId()) {
      return Optional.empty();
    }
    // §7.4.3: a picture after a non-reference picture repeats its frame_num.
    return Optional.of(new FrozenPicture(syntax, reference ? frameNum + 1 : frameNum, pocLsb + 2));
  }

  /** The next repetition, one NAL unit behind its 4-byte length. */
  public Bytes next() {
    BitWriter out = new BitWriter();
    sliceHeader(out);
    if (syntax.cabac()) {
      SkipCabac.write(out, syntax.macroblocks());
    } else {
      out.ue(syntax.macroblocks()).u(1, 1).alignWithZeros();
    }
    frameNum++;
    pocLsb += 2;
    return out.toLengthPrefixedNalUnit(NAL_P_REFERENCE);
  }

  /** H.264 §7.3.3 for a P slice of a frame. */
  private void sliceHeader(BitWriter out) {
    out.ue(0).ue(5).ue(syntax.ppsId());
    out.u(syntax.frameNumBits(), frameNum & (1 << syntax.frameNumBits()) - 1);
    if (syntax.pocLsbBits() > 0) {
      out.u(syntax.pocLsbBits(), pocLsb & (1 << syntax.pocLsbBits()) - 1);
      if (syntax.bottomFieldOrder()) {
        out.se(0);
      }
    }
    if (syntax.redundantPictures()) {
      out.ue(0);
    }
    out.flag(true).ue(0); // one active reference: the picture before
    out.flag(false); // no list modification
    if (syntax.weightedPrediction()) {
      weightTable(out);
    }
    out.flag(false); // sliding-window marking
    if (syntax.cabac()) {
      out.ue(0);
    }
    out.se(SkipCabac.SLICE_QP - syntax.initialQp());
    if (syntax.deblockingControl()) {
      out.ue(1);
    }
  }

  private void weightTable(BitWriter out) {
    out.ue(0);
    if (syntax.chroma()) {
      out.ue(0);
    }
    out.flag(false);
    if (syntax.chroma()) {
      out.flag(false);
    }
  }
}
