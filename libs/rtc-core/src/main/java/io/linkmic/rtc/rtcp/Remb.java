package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * draft-alvestrand-rmcat-remb-03 §2.2: the receiver's estimate of what the path can carry.
 *
 * <pre>
 * |V=2|P| FMT=15  |    PT=206     |            length             |
 * |                     SSRC of packet sender                     |
 * |                               0                               |
 * |  'R'           'E'             'M'             'B'            |
 * |  Num SSRC     | BR Exp    |  BR Mantissa, 18 bit              |
 * |   SSRC feedback …                                             |
 * </pre>
 *
 * @param bitrate bit/s of all the streams together; the wire keeps its 18 highest bits
 * @param ssrcs at most 255
 */
public record Remb(long senderSsrc, long bitrate, List<Long> ssrcs) implements RtcpPacket {
  private static final int FIXED = 16;
  private static final long IDENTIFIER = 0x52454D42; // "REMB"
  private static final int MANTISSA_BITS = 18;

  public Remb {
    ssrcs = List.copyOf(ssrcs);
    if (ssrcs.size() > 255) {
      throw new IllegalArgumentException("more than 255 SSRCs");
    }
  }

  static Parsed<RtcpPacket> parse(Bytes body) {
    if (body.length() < FIXED || body.u32(8) != IDENTIFIER) {
      return Parsed.malformed("rtcp: unknown application layer feedback", 0);
    }
    int count = body.u8(12);
    if (body.length() < FIXED + 4 * count) {
      return Parsed.malformed("rtcp: remb cut off", body.length());
    }
    int exponent = body.u8(13) >>> 2;
    long mantissa = body.u24(13) & ((1 << MANTISSA_BITS) - 1);
    if (mantissa != 0 && exponent > Long.numberOfLeadingZeros(mantissa) - 1) {
      return Parsed.malformed("rtcp: remb bit rate out of range", 13);
    }
    var ssrcs = new ArrayList<Long>(count);
    for (int i = 0; i < count; i++) {
      ssrcs.add(body.u32(FIXED + 4 * i));
    }
    return Parsed.ok(new Remb(body.u32(0), mantissa << exponent, ssrcs));
  }

  void write(ByteWriter out) {
    int exponent = Math.max(0, 64 - Long.numberOfLeadingZeros(bitrate) - MANTISSA_BITS);
    int mantissa = (int) (bitrate >>> exponent);
    int start =
        RtcpWriter.begin(out, PacketType.PAYLOAD_SPECIFIC_FEEDBACK, PacketType.FORMAT_APPLICATION);
    out.u32(senderSsrc).u32(0).u32(IDENTIFIER);
    out.u8(ssrcs.size()).u24(exponent << MANTISSA_BITS | mantissa);
    ssrcs.forEach(out::u32);
    RtcpWriter.end(out, start);
  }
}
