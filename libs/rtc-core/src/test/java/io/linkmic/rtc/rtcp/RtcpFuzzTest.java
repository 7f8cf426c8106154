package io.linkmic.rtc.rtcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;

class RtcpFuzzTest {

  /** Whatever is understood can be written, and then means the same. */
  @FuzzTest
  void any_datagram_is_read_or_refused(byte[] data) {
    if (!(RtcpReader.parseCompound(Bytes.wrap(data))
        instanceof Parsed.Ok<List<RtcpPacket>>(var packets))) {
      return;
    }
    for (var packet : packets) {
      // Text that was no UTF-8 is replaced when read, and may outgrow its field.
      boolean hasText = packet instanceof SourceDescription || packet instanceof Goodbye;
      if (hasText || packet instanceof Ignored) {
        continue;
      }
      var written = RtcpWriter.write(packet);
      if (!RtcpReader.parseCompound(written).equals(Parsed.ok(List.of(packet)))) {
        throw new AssertionError(packet + " was not read again from " + written.toHex());
      }
    }
  }
}
