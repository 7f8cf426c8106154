package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.rtp.SequenceNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 4585 §6.2.1: generic NACK, packets to be sent again.
 *
 * <pre>
 * |V=2|P|  FMT=1  |    PT=205     |            length             |
 * |                     SSRC of packet sender                     |
 * |                     SSRC of media source                      |
 * |     PID, a lost packet        |   BLP, bit i: PID + i + 1 too |
 * </pre>
 *
 * @param lost sequence numbers 0–65535 in the order of the stream
 */
public record Nack(long senderSsrc, long mediaSsrc, List<Integer> lost) implements RtcpPacket {
  private static final int FIXED = 8;

  // What fits into a 1,200-byte datagram; 4,600 sequence numbers at most. Nobody keeps more.
  static final int MAX_ENTRIES = 272;

  public Nack {
    lost = List.copyOf(lost);
  }

  static Parsed<RtcpPacket> parse(Bytes body) {
    int entries = (body.length() - FIXED) / 4;
    if (body.length() < FIXED + 4 || (body.length() - FIXED) % 4 != 0) {
      return Parsed.malformed("rtcp: nack cut off", body.length());
    }
    if (entries > MAX_ENTRIES) {
      return Parsed.malformed("rtcp: nack too long", FIXED);
    }
    var lost = new ArrayList<Integer>(2 * entries);
    for (int i = 0; i < entries; i++) {
      int pid = body.u16(FIXED + 4 * i);
      lost.add(pid);
      for (int blp = body.u16(FIXED + 4 * i + 2), n = pid + 1; blp != 0; blp >>>= 1, n++) {
        if ((blp & 1) != 0) {
          lost.add(n & 0xFFFF);
        }
      }
    }
    return Parsed.ok(new Nack(body.u32(0), body.u32(4), lost));
  }

  void write(ByteWriter out) {
    int start = RtcpWriter.begin(out, PacketType.TRANSPORT_LAYER_FEEDBACK, PacketType.FORMAT_NACK);
    out.u32(senderSsrc).u32(mediaSsrc);
    for (int i = 0; i < lost.size(); ) {
      int pid = lost.get(i++);
      int blp = 0;
      while (i < lost.size()) {
        int distance = SequenceNumbers.distance(pid, lost.get(i));
        if (distance < 0 || distance > 16) {
          break;
        }
        if (distance > 0) {
          blp |= 1 << (distance - 1);
        }
        i++;
      }
      out.u16(pid).u16(blp);
    }
    RtcpWriter.end(out, start);
  }
}
