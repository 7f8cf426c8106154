package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads RTCP datagrams: compound (RFC 3550 §6.1) or reduced-size (RFC 5506), which is why any
 * packet type may come first.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |V=2|P| count/  |  packet type  |   length in words minus one   |
 * |     |  format |               |                               |
 * </pre>
 */
public final class RtcpReader {
  static final int HEADER = 4;

  // Real compounds hold three to six packets. 64 keeps a 64 KB datagram of empty packets from
  // becoming 16,000 objects.
  static final int MAX_PACKETS = 64;

  private RtcpReader() {}

  /** RFC 5761 §4: RTCP where RTP and RTCP share a port, told by the second byte. */
  public static boolean isRtcp(Bytes datagram) {
    return datagram.length() >= HEADER && (datagram.u8(1) & 0xE0) == 0xC0;
  }

  /**
   * @return all packets in order; malformed only if the chain of lengths breaks, because a packet
   *     that is wrong inside becomes {@link Ignored}
   */
  public static Parsed<List<RtcpPacket>> parseCompound(Bytes datagram) {
    if (datagram.isEmpty()) {
      return Parsed.malformed("rtcp: empty", 0);
    }
    var packets = new ArrayList<RtcpPacket>(4);
    int at = 0;
    while (at < datagram.length()) {
      if (at + HEADER > datagram.length()) {
        return Parsed.malformed("rtcp: header cut off", at);
      }
      int first = datagram.u8(at);
      if (first >>> 6 != 2) {
        return Parsed.malformed("rtcp: version is not 2", at);
      }
      int size = 4 * (datagram.u16(at + 2) + 1);
      if (at + size > datagram.length()) {
        return Parsed.malformed("rtcp: packet cut off", at);
      }
      if (packets.size() == MAX_PACKETS) {
        return Parsed.malformed("rtcp: too many packets in a compound", at);
      }
      packets.add(packet(first, datagram.u8(at + 1), datagram.slice(at + 4, size - HEADER)));
      at += size;
    }
    return Parsed.ok(packets);
  }

  private static RtcpPacket packet(int first, int type, Bytes body) {
    int format = first & 0x1F;
    int length = body.length();
    if ((first & 0x20) != 0) {
      int padding = length == 0 ? 0 : body.u8(length - 1);
      if (padding == 0 || padding > length) {
        return new Ignored(type, format, "rtcp: bad padding");
      }
      length -= padding;
    }
    return switch (parse(type, format, body.slice(0, length))) {
      case Parsed.Ok<RtcpPacket> ok -> ok.value();
      case Parsed.Malformed<RtcpPacket> bad -> new Ignored(type, format, bad.reason());
    };
  }

  private static Parsed<RtcpPacket> parse(int type, int format, Bytes body) {
    return switch (type) {
      case PacketType.SENDER_REPORT -> SenderReport.parse(format, body);
      case PacketType.RECEIVER_REPORT -> ReceiverReport.parse(format, body);
      case PacketType.SOURCE_DESCRIPTION -> SourceDescription.parse(format, body);
      case PacketType.GOODBYE -> Goodbye.parse(format, body);
      case PacketType.TRANSPORT_LAYER_FEEDBACK ->
          switch (format) {
            case PacketType.FORMAT_NACK -> Nack.parse(body);
            case PacketType.FORMAT_TRANSPORT_CC -> TransportFeedbackReader.read(body);
            default -> Parsed.malformed("rtcp: unknown transport layer feedback", 0);
          };
      case PacketType.PAYLOAD_SPECIFIC_FEEDBACK ->
          switch (format) {
            case PacketType.FORMAT_PLI -> PictureLossIndication.parse(body);
            case PacketType.FORMAT_FIR -> FullIntraRequest.parse(body);
            case PacketType.FORMAT_APPLICATION -> Remb.parse(body);
            default -> Parsed.malformed("rtcp: unknown payload specific feedback", 0);
          };
      default -> Parsed.malformed("rtcp: unknown packet type", 0);
    };
  }
}
