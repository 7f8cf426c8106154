package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.HexFormat;

/**
 * ITU-T H.264 §7.3.2.1.1, as far as forwarding needs it.
 *
 * @param constraintFlags the byte with constraint_set0_flag as its highest bit
 * @param width in pixels, after cropping
 * @param height in pixels, after cropping
 * @param framesOnly no interlaced coding
 * @param pictureOrderCountType 2 means that pictures are shown in the order of decoding
 * @param frameRate from the VUI, 0 if it does not say
 * @param maxReorderFrames from the VUI, −1 if it does not say
 */
public record SequenceParameterSet(
    int profileIdc,
    int constraintFlags,
    int levelIdc,
    int id,
    int width,
    int height,
    boolean framesOnly,
    int pictureOrderCountType,
    double frameRate,
    int maxReorderFrames) {

  /**
   * @param unit with its NAL header; never throws on garbage
   */
  public static Parsed<SequenceParameterSet> parse(Bytes unit) {
    return SequenceParameterSetReader.read(unit);
  }

  /** RFC 6184 §8.1: profile-level-id, six lower-case hexadecimal digits. */
  public String profileLevelId() {
    return HexFormat.of()
        .formatHex(new byte[] {(byte) profileIdc, (byte) constraintFlags, (byte) levelIdc});
  }

  /** False if pictures surely come in the order in which they are shown (no B-frames). */
  public boolean mayReorder() {
    boolean baseline = profileIdc == 66;
    return !baseline && pictureOrderCountType != 2 && maxReorderFrames != 0;
  }
}
