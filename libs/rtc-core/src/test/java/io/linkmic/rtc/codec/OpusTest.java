package io.linkmic.rtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class OpusTest {

  @Test
  void durations_follow_table_2_of_rfc_6716() {
    assertThat(toc("00 01")).isEqualTo(new OpusToc(0, 1, 1, 480)); // SILK NB 10 ms
    assertThat(toc("5C 01")).isEqualTo(new OpusToc(11, 2, 1, 2880)); // SILK WB 60 ms, stereo
    assertThat(toc("78 01")).isEqualTo(new OpusToc(15, 1, 1, 960)); // hybrid FB 20 ms
    assertThat(toc("FC 01")).isEqualTo(new OpusToc(31, 2, 1, 960)); // CELT FB 20 ms
    assertThat(toc("E0 01")).isEqualTo(new OpusToc(28, 1, 1, 120)); // CELT FB 2.5 ms
  }

  @Test
  void frames_are_counted_by_code() {
    assertThat(toc("FD 01 02").durationSamples()).isEqualTo(1920);
    assertThat(toc("FE 01 02").durationSamples()).isEqualTo(1920);
    assertThat(toc("FF 06 02").durationSamples()).isEqualTo(5760);
    assertThat(toc("E3 30").frameCount()).isEqualTo(48);
  }

  @Test
  void impossible_packets_are_malformed() {
    assertThat(reason("")).contains("empty");
    assertThat(reason("FF")).contains("no frame count");
    assertThat(reason("FF 00")).contains("no frame or more");
    assertThat(reason("FF 07")).contains("no frame or more");
    assertThat(reason("FD 01")).contains("odd size");
  }

  @Test
  void silence_that_was_not_sent_is_recognised() {
    assertThat(OpusToc.isDtx(Bytes.ofHex("F8"))).isTrue();
    assertThat(OpusToc.isDtx(Bytes.ofHex("F8FFFE"))).isFalse();
  }

  @Test
  void what_is_packetized_is_depacketized_again() {
    var frame = new OpusFrame(Bytes.ofHex("FC0102"), 0xFFFFFFFFL, 960, 2, 30);
    var extensions = new RtpExtensions(null, RtpExtensions.ABSENT, RtpExtensions.ABSENT, -1, 30);
    var packet = OpusPacketizer.packetize(frame, 111, 65535, 7, extensions);
    assertThat(packet.marker()).isFalse();
    assertThat(OpusDepacketizer.depacketize(packet, 2)).isEqualTo(Parsed.ok(frame));
  }

  @Test
  void padding_is_no_frame() {
    var padding = new RtpPacket(false, 111, 1, 2, 3, RtpExtensions.NONE, Bytes.EMPTY);
    assertThat(OpusDepacketizer.depacketize(padding, 0)).isInstanceOf(Parsed.Malformed.class);
  }

  private static OpusToc toc(String hex) {
    return ((Parsed.Ok<OpusToc>) OpusToc.parse(Bytes.ofHex(hex))).value();
  }

  private static String reason(String hex) {
    return ((Parsed.Malformed<OpusToc>) OpusToc.parse(Bytes.ofHex(hex))).reason();
  }
}
