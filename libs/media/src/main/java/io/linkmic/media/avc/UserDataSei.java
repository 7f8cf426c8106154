package io.linkmic.media.avc;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Data of one's own inside a stream: the SEI message user_data_unregistered (ITU-T H.264 §D.1.7,
 * payload type 5). Decoders that do not know its UUID skip it. Pure; a stranger's bytes are read
 * without an exception.
 *
 * <pre>
 *  06 | 05 | size: n × FF, then the rest | 16 bytes UUID | data | 80
 * NAL  type                                                       rbsp_trailing_bits
 * </pre>
 */
public final class UserDataSei {
  /** Of {@link #nalUnit}; larger ones would be pictures' rivals. */
  public static final int MOST_DATA = 16_384;

  private static final int USER_DATA_UNREGISTERED = 5;
  private static final int UUID_BYTES = 16;
  private static final int TRAILING_BITS = 0x80;

  private UserDataSei() {}

  /**
   * One NAL unit with one message, without a length or start code in front.
   *
   * @param data at most {@link #MOST_DATA} bytes; borrowed
   */
  public static byte[] nalUnit(UUID id, byte[] data) {
    if (data.length > MOST_DATA) {
      throw new IllegalArgumentException(data.length + " bytes");
    }
    int size = UUID_BYTES + data.length;
    byte[] rbsp = new byte[1 + size / 255 + 1 + size + 1];
    int at = 0;
    rbsp[at++] = USER_DATA_UNREGISTERED;
    int left = size;
    for (; left >= 255; left -= 255) {
      rbsp[at++] = (byte) 0xff;
    }
    rbsp[at++] = (byte) left;
    put(id.getMostSignificantBits(), rbsp, at);
    put(id.getLeastSignificantBits(), rbsp, at + 8);
    at += UUID_BYTES;
    System.arraycopy(data, 0, rbsp, at, data.length);
    rbsp[at + data.length] = (byte) TRAILING_BITS;
    return escaped(rbsp);
  }

  private static void put(long value, byte[] out, int at) {
    for (int i = 0; i < 8; i++) {
      out[at + i] = (byte) (value >>> (56 - 8 * i));
    }
  }

  /** With the NAL unit's header and emulation prevention bytes (§7.4.1). */
  private static byte[] escaped(byte[] rbsp) {
    byte[] out = new byte[1 + rbsp.length + rbsp.length / 2];
    out[0] = NalUnits.SEI;
    int size = 1;
    int zeros = 0;
    for (byte value : rbsp) {
      if (zeros == 2 && (value & 0xff) <= 3) {
        out[size++] = 3;
        zeros = 0;
      }
      out[size++] = value;
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return Arrays.copyOf(out, size);
  }

  /**
   * Puts a NAL unit in front of an access unit's first slice, behind parameter sets and all else
   * that stands there (§7.4.1.2.3). The other units stay byte for byte.
   *
   * @param nalUnits behind 4-byte lengths; borrowed
   * @param sei from {@link #nalUnit}
   * @return a new array; without a slice the unit stands at the end
   */
  public static byte[] inFront(byte[] nalUnits, int offset, int length, byte[] sei) {
    FirstSlice first = new FirstSlice(offset + length);
    NalUnits.walk(nalUnits, offset, length, first);
    int before = first.at - offset;
    byte[] out = new byte[length + NalUnits.LENGTH_BYTES + sei.length];
    System.arraycopy(nalUnits, offset, out, 0, before);
    out[before] = (byte) (sei.length >>> 24);
    out[before + 1] = (byte) (sei.length >>> 16);
    out[before + 2] = (byte) (sei.length >>> 8);
    out[before + 3] = (byte) sei.length;
    int after = before + NalUnits.LENGTH_BYTES;
    System.arraycopy(sei, 0, out, after, sei.length);
    System.arraycopy(nalUnits, offset + before, out, after + sei.length, length - before);
    return out;
  }

  /** Where the length field of the first slice lies, or of the prefix that belongs to it. */
  private static final class FirstSlice implements NalUnits.Visitor {
    private static final int PREFIX = 14;
    private int at;
    private boolean found;

    private FirstSlice(int end) {
      at = end;
    }

    @Override
    public void unit(int type, int offset, int length) {
      boolean slice = type >= NalUnits.SLICE && type <= NalUnits.IDR_SLICE;
      if (!found && (slice || type == PREFIX)) {
        found = true;
        at = offset - NalUnits.LENGTH_BYTES;
      }
    }
  }

  /**
   * The data of the first message with this UUID in an access unit.
   *
   * @param nalUnits behind 4-byte lengths; borrowed
   * @return null without one, also where the bytes are broken
   */
  public static byte @Nullable [] read(byte[] nalUnits, int offset, int length, UUID id) {
    Search search = new Search(nalUnits, id);
    NalUnits.walk(nalUnits, offset, length, search);
    return search.found;
  }

  private static final class Search implements NalUnits.Visitor {
    private final byte[] nalUnits;
    private final byte[] id = new byte[UUID_BYTES];
    private byte @Nullable [] found;

    private Search(byte[] nalUnits, UUID wanted) {
      this.nalUnits = nalUnits;
      put(wanted.getMostSignificantBits(), id, 0);
      put(wanted.getLeastSignificantBits(), id, 8);
    }

    @Override
    public void unit(int type, int offset, int length) {
      if (type == NalUnits.SEI && found == null) {
        found = message(unescaped(nalUnits, offset + 1, length - 1));
      }
    }

    /** Walks the messages of one NAL unit (§7.3.2.3.1). */
    private byte @Nullable [] message(byte[] rbsp) {
      int at = 0;
      // The last byte that is not zero holds the trailing bits.
      while (at + 2 < rbsp.length) {
        int type = 0;
        int size = 0;
        while (at < rbsp.length && rbsp[at] == (byte) 0xff) {
          type += 255;
          at++;
        }
        type += at < rbsp.length ? rbsp[at++] & 0xff : 0;
        while (at < rbsp.length && rbsp[at] == (byte) 0xff) {
          size += 255;
          at++;
        }
        size += at < rbsp.length ? rbsp[at++] & 0xff : 0;
        if (size > rbsp.length - at) {
          return null;
        }
        if (type == USER_DATA_UNREGISTERED
            && size >= UUID_BYTES
            && Arrays.equals(rbsp, at, at + UUID_BYTES, id, 0, UUID_BYTES)) {
          return Arrays.copyOfRange(rbsp, at + UUID_BYTES, at + size);
        }
        at += size;
      }
      return null;
    }
  }

  private static byte[] unescaped(byte[] data, int offset, int length) {
    byte[] out = new byte[length];
    int size = 0;
    int zeros = 0;
    for (int i = offset; i < offset + length; i++) {
      if (zeros >= 2 && data[i] == 3) {
        zeros = 0;
      } else {
        out[size++] = data[i];
        zeros = data[i] == 0 ? zeros + 1 : 0;
      }
    }
    return Arrays.copyOf(out, size);
  }
}
