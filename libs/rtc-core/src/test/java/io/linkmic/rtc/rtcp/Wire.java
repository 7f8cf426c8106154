package io.linkmic.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.AnnotatedBytes;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.List;

/** Both directions at once: the packet gives these bytes, the bytes give this packet. */
final class Wire {
  private Wire() {}

  static void assertBothWays(RtcpPacket packet, String annotated) {
    var bytes = AnnotatedBytes.of(annotated);
    assertThat(RtcpWriter.write(packet).toHex()).isEqualTo(bytes.toHex());
    assertThat(RtcpReader.parseCompound(bytes)).isEqualTo(Parsed.ok(List.of(packet)));
  }

  static RtcpPacket read(String annotated) {
    return read(AnnotatedBytes.of(annotated));
  }

  static RtcpPacket read(Bytes bytes) {
    return ((Parsed.Ok<List<RtcpPacket>>) RtcpReader.parseCompound(bytes)).value().getFirst();
  }

  static String reasonIgnored(String annotated) {
    return ((Ignored) read(annotated)).reason();
  }
}
