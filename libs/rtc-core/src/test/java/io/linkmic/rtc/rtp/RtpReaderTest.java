package io.linkmic.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.AnnotatedBytes;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RtpReaderTest {
  private static final ExtensionMap MAP =
      ExtensionMap.of(
          Map.of(
              ExtensionUri.AUDIO_LEVEL, 1,
              ExtensionUri.ABS_SEND_TIME, 2,
              ExtensionUri.TRANSPORT_CC, 3,
              ExtensionUri.MID, 4,
              ExtensionUri.ABS_CAPTURE_TIME, 6,
              ExtensionUri.VIDEO_ORIENTATION, 13));

  private static final String HEADER =
      """
      90 E0       V=2, X, no CSRC; marker, payload type 96
      12 34       sequence number
      89 AB CD EF timestamp
      DE AD BE EF ssrc
      """;

  @Test
  void plain_packet_shares_its_payload() {
    var packet =
        ok(
            """
            80 6F       V=2; payload type 111
            FF FF       sequence number
            00 00 00 01 timestamp
            00 00 00 02 ssrc
            AA BB CC    payload
            """);
    assertThat(packet)
        .isEqualTo(
            new RtpPacket(false, 111, 65535, 1, 2, RtpExtensions.NONE, Bytes.ofHex("AABBCC")));
  }

  @Test
  void one_byte_extensions_are_decoded() {
    var packet =
        ok(
            HEADER
                + """
                BE DE 00 05 one-byte form, 5 words
                22 01 02 03 abs-send-time
                31 04 05    transport-wide sequence number
                00          padding
                40 31       mid "1"
                D0 05       orientation: R1 R0 = 01, camera bit set later
                10 9E       level: voice, 30
                00 00 00 00
                00 00
                99          payload
                """);
    assertThat(packet.marker()).isTrue();
    assertThat(packet.payloadType()).isEqualTo(96);
    assertThat(packet.sequenceNumber()).isEqualTo(0x1234);
    assertThat(packet.timestamp()).isEqualTo(0x89ABCDEFL);
    assertThat(packet.ssrc()).isEqualTo(0xDEADBEEFL);
    assertThat(packet.extensions()).isEqualTo(new RtpExtensions("1", 0x010203, 0x0405, 90, 30));
    assertThat(packet.payload()).isEqualTo(Bytes.ofHex("99"));
  }

  @Test
  void two_byte_extensions_are_decoded() {
    var packet =
        ok(
            HEADER
                + """
                10 00 00 03 two-byte form, 3 words
                03 02 04 05 transport-wide sequence number
                0D 01 03    orientation: 270
                00          padding
                04 02 61 62 mid "ab"
                """);
    assertThat(packet.extensions())
        .isEqualTo(
            new RtpExtensions("ab", RtpExtensions.ABSENT, 0x0405, 270, RtpExtensions.ABSENT));
    assertThat(packet.payload().isEmpty()).isTrue();
  }

  @Test
  void capture_time_is_read_in_its_short_and_its_long_form() {
    var shortForm =
        ok(
            HEADER
                + """
                BE DE 00 03             one-byte form, 3 words
                67 E9 00 00 01 80 00 00 00 capture time: NTP seconds, half a second
                00 00 00                padding
                """);
    assertThat(shortForm.extensions().absCaptureTime()).isEqualTo(0xE900000180000000L);
    var longForm =
        ok(
            HEADER
                + """
                BE DE 00 05             one-byte form, 5 words
                6F E9 00 00 01 80 00 00 00 capture time
                00 00 00 00 00 00 00 01 offset of the capturing clock
                00 00 00                padding
                """);
    assertThat(longForm.extensions()).isEqualTo(shortForm.extensions());
  }

  @Test
  void csrcs_and_padding_are_cut_off() {
    var packet =
        ok(
            """
            A2 60       V=2, P, two CSRCs
            00 01       sequence number
            00 00 00 00 timestamp
            00 00 00 07 ssrc
            00 00 00 08 csrc
            00 00 00 09 csrc
            CA FE       payload
            00 00 03    three bytes of padding
            """);
    assertThat(packet.payload()).isEqualTo(Bytes.ofHex("CAFE"));
  }

  @Test
  void unknown_extensions_are_skipped_and_a_broken_block_ends_only_itself() {
    assertThat(ok(HEADER + "BE DE 00 01 \n 51 01 02 00 \n 77").extensions())
        .isSameAs(RtpExtensions.NONE);
    var broken = ok(HEADER + "BE DE 00 01 \n 10 05 3F 00 \n 77");
    assertThat(broken.extensions().audioLevelDbov()).isEqualTo(5);
    assertThat(broken.payload()).isEqualTo(Bytes.ofHex("77"));
    assertThat(ok(HEADER + "12 34 00 01 \n 10 05 00 00 \n 77").extensions())
        .isSameAs(RtpExtensions.NONE);
    assertThat(ok(HEADER + "BE DE 00 01 \n F0 05 10 05 \n 77").extensions())
        .as("id 15 stops the reading")
        .isSameAs(RtpExtensions.NONE);
  }

  @Test
  void what_is_no_packet_is_a_value() {
    assertThat(reason("80 60 00")).isEqualTo("rtp: shorter than its header");
    assertThat(reason("40 60 0001 00000000 00000000")).isEqualTo("rtp: version is not 2");
    assertThat(reason("90 60 0001 00000000 00000000 BEDE")).contains("extension header cut off");
    assertThat(reason("90 60 0001 00000000 00000000 BEDE 0001")).contains("extensions cut off");
    assertThat(reason("8F 60 0001 00000000 00000000 01")).contains("overruns");
    assertThat(reason("A0 60 0001 00000000 00000000 00")).contains("padding of zero");
    assertThat(reason("A0 60 0001 00000000 00000000 02")).contains("overruns");
  }

  private static RtpPacket ok(String annotated) {
    return ((Parsed.Ok<RtpPacket>) RtpReader.read(AnnotatedBytes.of(annotated), MAP)).value();
  }

  private static String reason(String hex) {
    return ((Parsed.Malformed<RtpPacket>) RtpReader.read(Bytes.ofHex(hex), MAP)).reason();
  }
}
