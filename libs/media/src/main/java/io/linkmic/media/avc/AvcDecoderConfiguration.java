package io.linkmic.media.avc;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1): the body of an AVC sequence header.
 *
 * <pre>
 *  1  profile  compatibility  level  111111|11  111|numSps  {len16 sps}*  numPps  {len16 pps}*
 *  and for profiles 100, 110, 122, 144:  111111|chroma  11111|depthLuma-8  11111|depthChroma-8  0
 * </pre>
 *
 * @param sps sequence parameter sets as NAL units, 1 to 31; read-only
 * @param pps picture parameter sets as NAL units, 1 to 255; read-only
 * @param chromaFormat chroma_format_idc of the first SPS (1 where the profile has no such field)
 * @param lumaDepth bits per luma sample
 * @param chromaDepth bits per chroma sample
 */
public record AvcDecoderConfiguration(
    List<ByteBuffer> sps, List<ByteBuffer> pps, int chromaFormat, int lumaDepth, int chromaDepth) {

  /** NAL header, profile_idc, constraint flags, level_idc and one bit of the rest. */
  private static final int MIN_SPS_BYTES = 5;

  private static final int MAX_SPS = 31;
  private static final int MAX_PPS = 255;
  private static final int MAX_NAL_BYTES = 0xffff;

  public AvcDecoderConfiguration {
    sps = sps.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    pps = pps.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  /**
   * Builds the record's values.
   *
   * @param sps NAL units from index 0 to limit; not copied
   * @param pps likewise
   * @return empty if there are none, too many, or the first SPS cannot be read
   */
  public static Optional<AvcDecoderConfiguration> of(List<ByteBuffer> sps, List<ByteBuffer> pps) {
    if (sps.isEmpty() || sps.size() > MAX_SPS || pps.isEmpty() || pps.size() > MAX_PPS) {
      return Optional.empty();
    }
    boolean fits =
        sps.stream().allMatch(nal -> nal.limit() >= MIN_SPS_BYTES && nal.limit() <= MAX_NAL_BYTES)
            && pps.stream().allMatch(nal -> nal.limit() >= 2 && nal.limit() <= MAX_NAL_BYTES);
    return fits ? read(sps, pps) : Optional.empty();
  }

  private static Optional<AvcDecoderConfiguration> read(
      List<ByteBuffer> sps, List<ByteBuffer> pps) {
    RbspReader bits = new RbspReader(sps.getFirst());
    int profile = bits.bits(8);
    bits.bits(16);
    bits.unsignedExpGolomb(); // seq_parameter_set_id
    int chroma = 1;
    int luma = 8;
    int chromaDepth = 8;
    if (hasChromaFields(profile)) {
      chroma = bits.unsignedExpGolomb();
      if (chroma == 3) {
        bits.bit(); // separate_colour_plane_flag
      }
      luma = 8 + bits.unsignedExpGolomb();
      chromaDepth = 8 + bits.unsignedExpGolomb();
    }
    boolean legal =
        chroma >= 0
            && chroma <= 3
            && luma >= 8
            && luma <= 14
            && chromaDepth >= 8
            && chromaDepth <= 14;
    if (bits.overrun() || !legal) {
      return Optional.empty();
    }
    return Optional.of(new AvcDecoderConfiguration(sps, pps, chroma, luma, chromaDepth));
  }

  /** ITU-T H.264 §7.3.2.1.1: the profiles whose SPS tells the chroma format. */
  private static boolean hasChromaFields(int profile) {
    return switch (profile) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  public int profile() {
    return sps.getFirst().get(1) & 0xff;
  }

  public int compatibility() {
    return sps.getFirst().get(2) & 0xff;
  }

  public int level() {
    return sps.getFirst().get(3) & 0xff;
  }

  /** The record's bytes; the caller owns the buffer. */
  public ByteBuffer toBytes() {
    boolean extended = hasExtension(profile());
    int size = 7 + (extended ? 4 : 0);
    for (ByteBuffer nal : sps) {
      size += 2 + nal.limit();
    }
    for (ByteBuffer nal : pps) {
      size += 2 + nal.limit();
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put((byte) 1).put((byte) profile()).put((byte) compatibility()).put((byte) level());
    out.put((byte) (0xfc | (NalUnits.LENGTH_BYTES - 1)));
    out.put((byte) (0xe0 | sps.size()));
    sps.forEach(nal -> put(out, nal));
    out.put((byte) pps.size());
    pps.forEach(nal -> put(out, nal));
    if (extended) {
      out.put((byte) (0xfc | chromaFormat));
      out.put((byte) (0xf8 | (lumaDepth - 8))).put((byte) (0xf8 | (chromaDepth - 8)));
      out.put((byte) 0); // no SPS extensions
    }
    return out.flip();
  }

  /** ISO 14496-15 §5.3.3.1.2 names these four. */
  private static boolean hasExtension(int profile) {
    return profile == 100 || profile == 110 || profile == 122 || profile == 144;
  }

  private static void put(ByteBuffer out, ByteBuffer nal) {
    out.putShort((short) nal.limit()).put(nal.duplicate().position(0));
  }
}
