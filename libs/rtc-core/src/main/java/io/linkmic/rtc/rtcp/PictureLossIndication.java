package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;

/**
 * RFC 4585 §6.3.1: pictures are lost, send a key frame.
 *
 * <pre>
 * |V=2|P|  FMT=1  |    PT=206     |          length = 2           |
 * |                     SSRC of packet sender                     |
 * |                     SSRC of media source                      |
 * </pre>
 */
public record PictureLossIndication(long senderSsrc, long mediaSsrc) implements RtcpPacket {

  static Parsed<RtcpPacket> parse(Bytes body) {
    if (body.length() < 8) {
      return Parsed.malformed("rtcp: pli cut off", body.length());
    }
    return Parsed.ok(new PictureLossIndication(body.u32(0), body.u32(4)));
  }

  void write(ByteWriter out) {
    int start = RtcpWriter.begin(out, PacketType.PAYLOAD_SPECIFIC_FEEDBACK, PacketType.FORMAT_PLI);
    out.u32(senderSsrc).u32(mediaSsrc);
    RtcpWriter.end(out, start);
  }
}
