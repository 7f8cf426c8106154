package io.linkmic.rtc.codec;

/** ITU-T H.264 table 7-1 and RFC 6184 table 1: the five low bits of a NAL unit's first byte. */
public final class NalType {
  public static final int SLICE = 1;
  public static final int IDR_SLICE = 5;
  public static final int SEI = 6;
  public static final int SPS = 7;
  public static final int PPS = 8;
  public static final int ACCESS_UNIT_DELIMITER = 9;

  /** The last type that may stand alone in an RTP payload. */
  static final int LAST_SINGLE = 23;

  static final int STAP_A = 24;
  static final int FU_A = 28;

  private NalType() {}

  /**
   * @param header first byte of a NAL unit
   */
  public static int of(int header) {
    return header & 0x1F;
  }

  /** Slices and their partitions; everything else only accompanies a picture. */
  public static boolean isSlice(int type) {
    return type >= SLICE && type <= IDR_SLICE;
  }
}
