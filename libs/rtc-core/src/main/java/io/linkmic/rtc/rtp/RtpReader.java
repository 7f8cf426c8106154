package io.linkmic.rtc.rtp;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;

/** Reads RTP packets (RFC 3550 §5.1). Stateless; the payload shares the datagram's array. */
public final class RtpReader {
  static final int FIXED_HEADER = 12;

  private RtpReader() {}

  /**
   * @param datagram one whole packet, SRTP already removed; lent for as long as the result is used
   */
  public static Parsed<RtpPacket> read(Bytes datagram, ExtensionMap map) {
    int length = datagram.length();
    if (length < FIXED_HEADER) {
      return Parsed.malformed("rtp: shorter than its header", length);
    }
    int first = datagram.u8(0);
    if (first >>> 6 != 2) {
      return Parsed.malformed("rtp: version is not 2", 0);
    }
    int payloadAt = FIXED_HEADER + 4 * (first & 0x0F);
    var extensions = RtpExtensions.NONE;
    if ((first & 0x10) != 0) {
      if (payloadAt + 4 > length) {
        return Parsed.malformed("rtp: extension header cut off", length);
      }
      int profile = datagram.u16(payloadAt);
      int size = 4 * datagram.u16(payloadAt + 2);
      int from = payloadAt + 4;
      payloadAt = from + size;
      if (payloadAt > length) {
        return Parsed.malformed("rtp: extensions cut off", length);
      }
      extensions = ExtensionReader.read(datagram, from, payloadAt, profile, map);
    }
    int end = length;
    if ((first & 0x20) != 0) {
      int padding = datagram.u8(length - 1);
      if (padding == 0) {
        return Parsed.malformed("rtp: padding of zero bytes", length - 1);
      }
      end -= padding;
    }
    if (payloadAt > end) {
      return Parsed.malformed("rtp: header or padding overruns the packet", length);
    }
    int second = datagram.u8(1);
    return Parsed.ok(
        new RtpPacket(
            (second & 0x80) != 0,
            second & 0x7F,
            datagram.u16(2),
            datagram.u32(4),
            datagram.u32(8),
            extensions,
            datagram.slice(payloadAt, end - payloadAt)));
  }
}
