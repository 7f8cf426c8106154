package io.linkmic.rtc.rtp;

import io.linkmic.rtc.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes RTP packets, the way back from {@link RtpReader}. Stateless. */
public final class RtpWriter {
  // The one-byte form of RFC 8285 carries at most 16 bytes; offers with longer mids are refused.
  static final int MAX_MID = 16;

  // RFC 8285 §4.2: 15 is reserved in the one-byte form.
  private static final int MAX_ONE_BYTE_ID = 14;

  private RtpWriter() {}

  /** The packet in an array of its own. Extensions without a negotiated id are left out. */
  public static Bytes write(RtpPacket packet, ExtensionMap map) {
    return write(packet, map, 0);
  }

  /**
   * @param tailroom bytes left free behind the packet in the same array, for SRTP's tag
   */
  public static Bytes write(RtpPacket packet, ExtensionMap map, int tailroom) {
    byte[] mid = midBytes(packet.extensions().mid());
    boolean twoByteForm = needsTwoByteForm(packet.extensions(), map);
    int elements = elementsSize(packet.extensions(), map, mid, twoByteForm ? 2 : 1);
    int padded = (elements + 3) & ~3;
    int payloadAt = RtpReader.FIXED_HEADER + (elements == 0 ? 0 : 4 + padded);
    int length = payloadAt + packet.payload().length();

    byte[] array = new byte[length + tailroom];
    array[0] = (byte) (elements == 0 ? 0x80 : 0x90);
    array[1] = (byte) ((packet.marker() ? 0x80 : 0) | (packet.payloadType() & 0x7F));
    putU16(array, 2, packet.sequenceNumber());
    putU32(array, 4, packet.timestamp());
    putU32(array, 8, packet.ssrc());
    if (elements != 0) {
      int profile =
          twoByteForm ? ExtensionReader.TWO_BYTE_PROFILE : ExtensionReader.ONE_BYTE_PROFILE;
      putU16(array, 12, profile);
      putU16(array, 14, padded / 4);
      new Elements(array, 16, twoByteForm).write(packet.extensions(), map, mid);
    }
    packet.payload().copyTo(array, payloadAt);
    return Bytes.wrap(array, 0, length);
  }

  private static byte[] midBytes(@Nullable String mid) {
    if (mid == null || mid.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = mid.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > MAX_MID) {
      throw new IllegalArgumentException("mid longer than " + MAX_MID + ": " + mid);
    }
    return bytes;
  }

  private static boolean needsTwoByteForm(RtpExtensions e, ExtensionMap map) {
    return (e.mid() != null && map.id(ExtensionMap.MID) > MAX_ONE_BYTE_ID)
        || (e.absSendTime() >= 0 && map.id(ExtensionMap.ABS_SEND_TIME) > MAX_ONE_BYTE_ID)
        || (e.transportSequenceNumber() >= 0 && map.id(ExtensionMap.TRANSPORT_CC) > MAX_ONE_BYTE_ID)
        || (e.rotationDegrees() >= 0 && map.id(ExtensionMap.VIDEO_ORIENTATION) > MAX_ONE_BYTE_ID)
        || (e.audioLevelDbov() >= 0 && map.id(ExtensionMap.AUDIO_LEVEL) > MAX_ONE_BYTE_ID);
  }

  private static int elementsSize(RtpExtensions e, ExtensionMap map, byte[] mid, int header) {
    int size = 0;
    if (mid.length > 0 && map.id(ExtensionMap.MID) != 0) {
      size += header + mid.length;
    }
    if (e.absSendTime() >= 0 && map.id(ExtensionMap.ABS_SEND_TIME) != 0) {
      size += header + 3;
    }
    if (e.transportSequenceNumber() >= 0 && map.id(ExtensionMap.TRANSPORT_CC) != 0) {
      size += header + 2;
    }
    if (e.rotationDegrees() >= 0 && map.id(ExtensionMap.VIDEO_ORIENTATION) != 0) {
      size += header + 1;
    }
    if (e.audioLevelDbov() >= 0 && map.id(ExtensionMap.AUDIO_LEVEL) != 0) {
      size += header + 1;
    }
    return size;
  }

  /** The extension elements, one behind the other; the array is zeroed, so padding is in place. */
  private static final class Elements {
    private final byte[] array;
    private final boolean twoByteForm;
    private int at;

    Elements(byte[] array, int at, boolean twoByteForm) {
      this.array = array;
      this.at = at;
      this.twoByteForm = twoByteForm;
    }

    void write(RtpExtensions e, ExtensionMap map, byte[] mid) {
      if (mid.length > 0 && header(map.id(ExtensionMap.MID), mid.length)) {
        System.arraycopy(mid, 0, array, at, mid.length);
        at += mid.length;
      }
      number(map.id(ExtensionMap.ABS_SEND_TIME), e.absSendTime(), 3);
      number(map.id(ExtensionMap.TRANSPORT_CC), e.transportSequenceNumber(), 2);
      if (e.rotationDegrees() >= 0) {
        number(map.id(ExtensionMap.VIDEO_ORIENTATION), (e.rotationDegrees() / 90) & 0x03, 1);
      }
      number(map.id(ExtensionMap.AUDIO_LEVEL), e.audioLevelDbov(), 1);
    }

    private void number(int id, int value, int size) {
      if (value < 0 || !header(id, size)) {
        return;
      }
      for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
        array[at++] = (byte) (value >>> shift);
      }
    }

    private boolean header(int id, int size) {
      if (id == 0) {
        return false;
      }
      if (twoByteForm) {
        array[at++] = (byte) id;
        array[at++] = (byte) size;
      } else {
        array[at++] = (byte) (id << 4 | (size - 1));
      }
      return true;
    }
  }

  private static void putU16(byte[] array, int at, int value) {
    array[at] = (byte) (value >>> 8);
    array[at + 1] = (byte) value;
  }

  private static void putU32(byte[] array, int at, long value) {
    putU16(array, at, (int) (value >>> 16));
    putU16(array, at + 2, (int) value);
  }
}
