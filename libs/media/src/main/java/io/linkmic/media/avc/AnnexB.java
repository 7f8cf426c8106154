package io.linkmic.media.avc;

import org.jspecify.annotations.Nullable;

/**
 * From the byte stream of ITU-T H.264 annex B (start codes) to NAL units behind 4-byte lengths. SEI
 * messages and access unit delimiters are left out: RTP and FLV need neither, and x264's first SEI
 * is a page of its settings.
 */
public final class AnnexB {

  private AnnexB() {}

  /**
   * Converts one access unit.
   *
   * @param stream borrowed: start codes of 3 or 4 bytes, each followed by a NAL unit
   * @return an exactly fitting array, empty if there is no unit
   */
  public static byte[] toNalUnits(byte[] stream, int length) {
    byte[] out = new byte[convert(stream, length, null)];
    convert(stream, length, out);
    return out;
  }

  /** Returns the number of bytes; writes nothing without a target. */
  private static int convert(byte[] stream, int length, byte @Nullable [] out) {
    int written = 0;
    int start = unitAfter(stream, 0, length);
    while (start < length) {
      int next = unitAfter(stream, start, length);
      int end = endOf(stream, start, next, length);
      int type = stream[start] & 0x1f;
      if (end > start && type != NalUnits.SEI && type != NalUnits.ACCESS_UNIT_DELIMITER) {
        if (out != null) {
          put(stream, start, end - start, out, written);
        }
        written += NalUnits.LENGTH_BYTES + end - start;
      }
      start = next;
    }
    return written;
  }

  /** Behind the next start code; beyond the end if there is none. */
  private static int unitAfter(byte[] stream, int from, int length) {
    int i = from + 2;
    while (i < length) {
      int value = stream[i];
      if (value == 1 && stream[i - 1] == 0 && stream[i - 2] == 0) {
        return i + 1;
      }
      // Neither 0 nor 1: no start code has this byte at its end or in its middle.
      i += value == 0 || value == 1 ? 1 : 3;
    }
    return length + 3;
  }

  /** Without the start code behind it and its zeros: a NAL unit never ends with one (§7.4.1). */
  private static int endOf(byte[] stream, int start, int next, int length) {
    int end = Math.min(next - 3, length);
    while (end > start && stream[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static void put(byte[] stream, int start, int size, byte[] out, int at) {
    out[at] = (byte) (size >>> 24);
    out[at + 1] = (byte) (size >>> 16);
    out[at + 2] = (byte) (size >>> 8);
    out[at + 3] = (byte) size;
    System.arraycopy(stream, start, out, at + NalUnits.LENGTH_BYTES, size);
  }
}
