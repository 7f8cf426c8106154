package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/** NAL units behind 4-byte lengths, as in {@link AccessUnit#nalUnits()}, and behind start codes. */
public final class NalUnits {
  static final int LENGTH = 4;

  private NalUnits() {}

  /**
   * The NAL units without their lengths, sharing the array; malformed if the lengths do not fit.
   */
  public static Parsed<List<Bytes>> split(Bytes lengthPrefixed) {
    var units = new ArrayList<Bytes>();
    for (int at = 0; at < lengthPrefixed.length(); ) {
      int size = sizeAt(lengthPrefixed, at);
      if (size < 0) {
        return Parsed.malformed("h264: NAL unit length does not fit", at);
      }
      units.add(lengthPrefixed.slice(at + LENGTH, size));
      at += LENGTH + size;
    }
    return Parsed.ok(units);
  }

  public static Bytes join(List<Bytes> units) {
    int size = 0;
    for (var unit : units) {
      size += LENGTH + unit.length();
    }
    var out = new ByteWriter(size);
    for (var unit : units) {
      out.u32(unit.length()).bytes(unit);
    }
    return out.toBytes();
  }

  /** H.264 annex B: NAL units between start codes of three or four bytes, sharing the array. */
  public static List<Bytes> splitAnnexB(Bytes stream) {
    var units = new ArrayList<Bytes>();
    int start = -1;
    int at = 0;
    while (at + 3 <= stream.length()) {
      if (stream.u8(at + 2) > 1) {
        at += 3; // no start code can begin at any of these three
      } else if (stream.u24(at) == 1) {
        add(units, stream, start, at);
        start = at + 3;
        at = start;
      } else {
        at++;
      }
    }
    add(units, stream, start, stream.length());
    return units;
  }

  private static void add(List<Bytes> units, Bytes stream, int start, int end) {
    int last = end;
    // Trailing zeros belong to the next, longer start code: a NAL unit never ends in a zero.
    while (start >= 0 && last > start && stream.u8(last - 1) == 0) {
      last--;
    }
    if (start >= 0 && last > start) {
      units.add(stream.slice(start, last - start));
    }
  }

  /** Size of the NAL unit whose length field is at {@code at}, or −1 if it does not fit or is 0. */
  static int sizeAt(Bytes lengthPrefixed, int at) {
    int left = lengthPrefixed.length() - at - LENGTH;
    if (left < 1) {
      return -1;
    }
    int size = lengthPrefixed.i32(at);
    return size < 1 || size > left ? -1 : size;
  }
}
