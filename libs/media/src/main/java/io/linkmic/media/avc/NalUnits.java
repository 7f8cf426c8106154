package io.linkmic.media.avc;

/** Walks NAL units that stand behind their length as a 4-byte big-endian integer. */
public final class NalUnits {

  /** Bytes of the length in front of each unit: what lengthSizeMinusOne = 3 says. */
  public static final int LENGTH_BYTES = 4;

  public static final int SLICE = 1;
  public static final int IDR_SLICE = 5;
  public static final int SEI = 6;
  public static final int SPS = 7;
  public static final int PPS = 8;
  public static final int ACCESS_UNIT_DELIMITER = 9;

  private NalUnits() {}

  /** Sees one NAL unit after the other. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One unit.
     *
     * @param type nal_unit_type, 0 to 31 (ITU-T H.264 table 7-1)
     * @param offset of the unit's header byte in the walked array
     * @param length of the unit without its length field, at least 1
     */
    void unit(int type, int offset, int length);
  }

  /**
   * Visits all units in order.
   *
   * @return false if the lengths do not add up; the units before the mistake were visited
   */
  public static boolean walk(byte[] data, int offset, int length, Visitor visitor) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (end - at < LENGTH_BYTES) {
        return false;
      }
      int size =
          ((data[at] & 0xff) << 24)
              | ((data[at + 1] & 0xff) << 16)
              | ((data[at + 2] & 0xff) << 8)
              | (data[at + 3] & 0xff);
      at += LENGTH_BYTES;
      if (size < 1 || size > end - at) {
        return false;
      }
      visitor.unit(data[at] & 0x1f, at, size);
      at += size;
    }
    return true;
  }
}
