package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.rtp.NtpTimestamp;
import java.util.List;

/**
 * RFC 3550 §6.4.1: what a sender sent, and which RTP time is which wall-clock time.
 *
 * <pre>
 * |V=2|P|   RC    |    PT=200     |            length             |
 * |                        SSRC of sender                         |
 * |              NTP timestamp, most significant word             |
 * |              NTP timestamp, least significant word            |
 * |                         RTP timestamp                         |
 * |                     sender's packet count                     |
 * |                      sender's octet count                     |
 * |                 report blocks, 24 bytes each                  |
 * </pre>
 *
 * @param rtpTimestamp unsigned 32 bit, the same instant on the RTP clock
 * @param packetCount unsigned 32 bit, wraps
 * @param octetCount unsigned 32 bit, payload only, wraps
 * @param reports at most 31
 */
public record SenderReport(
    long ssrc,
    NtpTimestamp ntpTimestamp,
    long rtpTimestamp,
    long packetCount,
    long octetCount,
    List<ReportBlock> reports)
    implements RtcpPacket {
  private static final int FIXED = 24;

  public SenderReport {
    reports = ReportBlock.checked(reports);
  }

  static Parsed<RtcpPacket> parse(int count, Bytes body) {
    if (body.length() < FIXED + count * ReportBlock.SIZE) {
      return Parsed.malformed("rtcp: sender report cut off", body.length());
    }
    return Parsed.ok(
        new SenderReport(
            body.u32(0),
            new NtpTimestamp(body.i64(4)),
            body.u32(12),
            body.u32(16),
            body.u32(20),
            ReportBlock.parseAll(body, FIXED, count)));
  }

  void write(ByteWriter out) {
    int start = RtcpWriter.begin(out, PacketType.SENDER_REPORT, reports.size());
    out.u32(ssrc).i64(ntpTimestamp.bits()).u32(rtpTimestamp).u32(packetCount).u32(octetCount);
    ReportBlock.writeAll(reports, out);
    RtcpWriter.end(out, start);
  }
}
