package io.linkmic.rtc.rtp;

import io.linkmic.rtc.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8285 §4: one- and two-byte header extensions.
 *
 * <p>A block that does not add up ends the reading of extensions, not the packet: its length field
 * already told where the payload begins, and sound without its level is better than no sound.
 */
final class ExtensionReader {
  static final int ONE_BYTE_PROFILE = 0xBEDE;
  static final int TWO_BYTE_PROFILE = 0x1000;

  // RFC 8285 §4.2: reserved, "processing must stop".
  private static final int STOP = 15;

  private @Nullable String mid;
  private int absSendTime = RtpExtensions.ABSENT;
  private int transportSequenceNumber = RtpExtensions.ABSENT;
  private int rotationDegrees = RtpExtensions.ABSENT;
  private int audioLevelDbov = RtpExtensions.ABSENT;
  private long absCaptureTime = RtpExtensions.ABSENT;
  private boolean any;

  private ExtensionReader() {}

  static RtpExtensions read(Bytes datagram, int from, int to, int profile, ExtensionMap map) {
    var reader = new ExtensionReader();
    if (profile == ONE_BYTE_PROFILE) {
      reader.oneByteForm(datagram, from, to, map);
    } else if ((profile & 0xFFF0) == TWO_BYTE_PROFILE) {
      reader.twoByteForm(datagram, from, to, map);
    }
    return reader.any
        ? new RtpExtensions(
            reader.mid,
            reader.absSendTime,
            reader.transportSequenceNumber,
            reader.rotationDegrees,
            reader.audioLevelDbov,
            reader.absCaptureTime)
        : RtpExtensions.NONE;
  }

  private void oneByteForm(Bytes datagram, int from, int to, ExtensionMap map) {
    int at = from;
    while (at < to) {
      int header = datagram.u8(at++);
      if (header == 0) {
        continue; // padding
      }
      int id = header >>> 4;
      int size = (header & 0x0F) + 1;
      if (id == STOP || at + size > to) {
        return;
      }
      if (id != 0) {
        element(map.kind(id), datagram, at, size);
      }
      at += size;
    }
  }

  private void twoByteForm(Bytes datagram, int from, int to, ExtensionMap map) {
    int at = from;
    while (at < to) {
      int id = datagram.u8(at++);
      if (id == 0) {
        continue; // padding
      }
      if (at == to) {
        return;
      }
      int size = datagram.u8(at++);
      if (at + size > to) {
        return;
      }
      element(map.kind(id), datagram, at, size);
      at += size;
    }
  }

  private void element(int kind, Bytes datagram, int at, int size) {
    if (kind == ExtensionMap.TRANSPORT_CC && size >= 2) {
      transportSequenceNumber = datagram.u16(at);
    } else if (kind == ExtensionMap.ABS_SEND_TIME && size == 3) {
      absSendTime = datagram.u24(at);
    } else if (kind == ExtensionMap.AUDIO_LEVEL && size >= 1) {
      audioLevelDbov = datagram.u8(at) & 0x7F;
    } else if (kind == ExtensionMap.VIDEO_ORIENTATION && size >= 1) {
      // 3GPP TS 26.114 §7.4.5: 0000CFRR, RR quarter turns clockwise to be applied before showing.
      rotationDegrees = 90 * (datagram.u8(at) & 0x03);
    } else if (kind == ExtensionMap.ABS_CAPTURE_TIME && size >= 8) {
      // The longer form adds the offset of a mixer's clock, which no host is behind.
      absCaptureTime = datagram.i64(at);
    } else if (kind == ExtensionMap.MID && size >= 1 && size <= RtpWriter.MAX_MID) {
      mid =
          new String(
              datagram.array(), datagram.arrayOffset() + at, size, StandardCharsets.ISO_8859_1);
    } else {
      return;
    }
    any = true;
  }
}
