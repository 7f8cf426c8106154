package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 5104 §4.3.1: a decoder refresh point is wanted, whatever was lost.
 *
 * <pre>
 * |V=2|P|  FMT=4  |    PT=206     |            length             |
 * |                     SSRC of packet sender                     |
 * |              0 (the entries name the media source)            |
 * |                            SSRC                               |
 * | Seq nr.       |    Reserved = 0                               |
 * </pre>
 */
public record FullIntraRequest(long senderSsrc, List<Entry> entries) implements RtcpPacket {
  private static final int FIXED = 8;
  private static final int ENTRY = 8;

  // One datagram of 1,200 bytes; a peer of ours sends a handful of streams.
  static final int MAX_ENTRIES = 148;

  /**
   * @param ssrc of the media sender asked
   * @param commandNumber 0–255, raised for every new request and kept when one is repeated
   */
  public record Entry(long ssrc, int commandNumber) {}

  public FullIntraRequest {
    entries = List.copyOf(entries);
  }

  static Parsed<RtcpPacket> parse(Bytes body) {
    int count = (body.length() - FIXED) / ENTRY;
    if (body.length() < FIXED + ENTRY) {
      return Parsed.malformed("rtcp: fir cut off", body.length());
    }
    if (count > MAX_ENTRIES) {
      return Parsed.malformed("rtcp: fir too long", FIXED);
    }
    var entries = new ArrayList<Entry>(count);
    for (int i = 0; i < count; i++) {
      int at = FIXED + i * ENTRY;
      entries.add(new Entry(body.u32(at), body.u8(at + 4)));
    }
    return Parsed.ok(new FullIntraRequest(body.u32(0), entries));
  }

  void write(ByteWriter out) {
    int start = RtcpWriter.begin(out, PacketType.PAYLOAD_SPECIFIC_FEEDBACK, PacketType.FORMAT_FIR);
    out.u32(senderSsrc).u32(0);
    for (var entry : entries) {
      out.u32(entry.ssrc).u8(entry.commandNumber).u24(0);
    }
    RtcpWriter.end(out, start);
  }
}
