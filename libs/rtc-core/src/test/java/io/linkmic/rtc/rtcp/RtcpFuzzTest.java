package io.linkmic.rtc.rtcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;
import java.util.Set;

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
      if (!(RtcpReader.parseCompound(written) instanceof Parsed.Ok<List<RtcpPacket>>(var again))
          || !sameMeaning(packet, again.getFirst())) {
        throw new AssertionError(packet + " was not read again from " + written.toHex());
      }
    }
  }

  /** A stranger's NACK may name a packet twice; we write it once. */
  private static boolean sameMeaning(RtcpPacket packet, RtcpPacket again) {
    return (packet instanceof Nack one && again instanceof Nack two)
        ? Set.copyOf(one.lost()).equals(Set.copyOf(two.lost()))
        : packet.equals(again);
  }
}
