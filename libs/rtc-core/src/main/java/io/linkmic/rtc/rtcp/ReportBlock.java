package io.linkmic.rtc.rtcp;

import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 3550 §6.4.1: how one source is received.
 *
 * @param fractionLost 0–255, in 1/256 since the last report
 * @param cumulativeLost signed 24 bit: duplicates may make it negative
 * @param highestSequence rounds of the sequence number in the high, the number in the low 16 bits
 * @param jitter in units of the stream's RTP clock
 * @param lastSenderReport middle 32 bits of the last sender report's NTP time, 0 if there was none
 * @param delaySinceLastSenderReport in 1/65536 s
 */
public record ReportBlock(
    long ssrc,
    int fractionLost,
    int cumulativeLost,
    long highestSequence,
    long jitter,
    long lastSenderReport,
    long delaySinceLastSenderReport) {
  static final int SIZE = 24;

  // RFC 3550 §6.4.1: the count field has five bits.
  static final int MAX_PER_REPORT = 31;

  /** The caller has checked that {@code count} blocks are there. */
  static List<ReportBlock> parseAll(Bytes body, int from, int count) {
    var blocks = new ArrayList<ReportBlock>(count);
    for (int i = 0; i < count; i++) {
      int at = from + i * SIZE;
      blocks.add(
          new ReportBlock(
              body.u32(at),
              body.u8(at + 4),
              body.i32(at + 4) << 8 >> 8, // sign of the low 24 bits
              body.u32(at + 8),
              body.u32(at + 12),
              body.u32(at + 16),
              body.u32(at + 20)));
    }
    return blocks;
  }

  static void writeAll(List<ReportBlock> blocks, ByteWriter out) {
    for (var b : blocks) {
      out.u32(b.ssrc)
          .u8(b.fractionLost)
          .u24(Math.clamp(b.cumulativeLost, -0x800000, 0x7FFFFF))
          .u32(b.highestSequence)
          .u32(b.jitter)
          .u32(b.lastSenderReport)
          .u32(b.delaySinceLastSenderReport);
    }
  }

  static List<ReportBlock> checked(List<ReportBlock> blocks) {
    if (blocks.size() > MAX_PER_REPORT) {
      throw new IllegalArgumentException("more than 31 report blocks");
    }
    return List.copyOf(blocks);
  }
}
