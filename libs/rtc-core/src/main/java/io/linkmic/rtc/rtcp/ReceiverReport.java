package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;

/**
 * RFC 3550 §6.4.2: how streams are received, by someone who sends none.
 *
 * <pre>
 * |V=2|P|   RC    |    PT=201     |            length             |
 * |                     SSRC of packet sender                     |
 * |                 report blocks, 24 bytes each                  |
 * </pre>
 *
 * @param ssrc of the receiver
 * @param reports at most 31
 */
public record ReceiverReport(long ssrc, List<ReportBlock> reports) implements RtcpPacket {
  private static final int FIXED = 4;

  public ReceiverReport {
    reports = ReportBlock.checked(reports);
  }

  static Parsed<RtcpPacket> parse(int count, Bytes body) {
    if (body.length() < FIXED + count * ReportBlock.SIZE) {
      return Parsed.malformed("rtcp: receiver report cut off", body.length());
    }
    return Parsed.ok(new ReceiverReport(body.u32(0), ReportBlock.parseAll(body, FIXED, count)));
  }

  void write(ByteWriter out) {
    int start = RtcpWriter.begin(out, PacketType.RECEIVER_REPORT, reports.size());
    out.u32(ssrc);
    ReportBlock.writeAll(reports, out);
    RtcpWriter.end(out, start);
  }
}
