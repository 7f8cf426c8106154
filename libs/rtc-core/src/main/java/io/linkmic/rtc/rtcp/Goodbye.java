package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 3550 §6.6: sources that end.
 *
 * <pre>
 * |V=2|P|    SC   |    PT=203     |            length             |
 * |                           SSRC …                              |
 * |     length    |               reason for leaving …            |
 * </pre>
 *
 * @param ssrcs at most 31
 * @param reason at most 255 bytes of UTF-8, may be empty; a stranger's text
 */
public record Goodbye(List<Long> ssrcs, String reason) implements RtcpPacket {

  public Goodbye {
    ssrcs = List.copyOf(ssrcs);
    if (ssrcs.size() > 31) {
      throw new IllegalArgumentException("more than 31 SSRCs");
    }
  }

  static Parsed<RtcpPacket> parse(int count, Bytes body) {
    int reasonAt = 4 * count;
    if (body.length() < reasonAt) {
      return Parsed.malformed("rtcp: bye cut off", body.length());
    }
    var ssrcs = new ArrayList<Long>(count);
    for (int i = 0; i < count; i++) {
      ssrcs.add(body.u32(4 * i));
    }
    String reason = "";
    if (body.length() > reasonAt) {
      int size = body.u8(reasonAt);
      if (reasonAt + 1 + size > body.length()) {
        return Parsed.malformed("rtcp: bye reason cut off", reasonAt);
      }
      reason = new String(body.slice(reasonAt + 1, size).toArray(), StandardCharsets.UTF_8);
    }
    return Parsed.ok(new Goodbye(ssrcs, reason));
  }

  void write(ByteWriter out) {
    int start = RtcpWriter.begin(out, PacketType.GOODBYE, ssrcs.size());
    ssrcs.forEach(out::u32);
    if (!reason.isEmpty()) {
      byte[] text = reason.getBytes(StandardCharsets.UTF_8);
      if (text.length > 255) {
        throw new IllegalArgumentException("reason longer than 255 bytes");
      }
      out.u8(text.length).bytes(text);
      out.zeros(-(out.length() - start) & 3);
    }
    RtcpWriter.end(out, start);
  }
}
