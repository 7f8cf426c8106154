package io.linkmic.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.rtc.bytes.AnnotatedBytes;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpWriterTest {

  @Test
  void extensions_are_written_in_the_one_byte_form_and_padded() {
    var map = ExtensionMap.of(Map.of(ExtensionUri.TRANSPORT_CC, 3, ExtensionUri.MID, 4));
    var extensions = new RtpExtensions("1", 77, 0x0405, RtpExtensions.ABSENT, 3);
    var packet = new RtpPacket(true, 96, 0x1234, 0x89ABCDEFL, 7, extensions, Bytes.ofHex("99"));
    assertThat(RtpWriter.write(packet, map))
        .isEqualTo(
            AnnotatedBytes.of(
                """
                90 E0       V=2, X; marker, 96
                12 34       sequence number
                89 AB CD EF timestamp
                00 00 00 07 ssrc
                BE DE 00 02 one-byte form, 2 words
                40 31       mid "1"
                31 04 05    transport-wide sequence number
                00 00 00    padding
                99          payload
                """));
  }

  @Test
  void tailroom_is_left_behind_the_packet() {
    var packet = new RtpPacket(false, 0, 0, 0, 0, RtpExtensions.NONE, Bytes.ofHex("01"));
    var written = RtpWriter.write(packet, ExtensionMap.EMPTY, 16);
    assertThat(written.length()).isEqualTo(13);
    assertThat(written.array()).hasSize(29);
  }

  @Test
  void a_mid_too_long_for_the_wire_is_our_bug() {
    var extensions = new RtpExtensions("12345678901234567", -1, -1, -1, -1);
    var packet = new RtpPacket(false, 0, 0, 0, 0, extensions, Bytes.EMPTY);
    assertThatThrownBy(() -> RtpWriter.write(packet, ExtensionMap.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_written_is_read_again() {
    for (long seed = 1; seed <= 500; seed++) {
      var random = new Random(seed);
      var map = randomMap(random);
      var packet = randomPacket(random);
      var read = RtpReader.read(RtpWriter.write(packet, map), map);
      assertThat(read).as("seed %d", seed).isEqualTo(Parsed.ok(packet));
    }
  }

  private static ExtensionMap randomMap(Random random) {
    int base = random.nextBoolean() ? 1 : 12;
    return ExtensionMap.of(
        Map.of(
            ExtensionUri.MID, base,
            ExtensionUri.ABS_SEND_TIME, base + 1,
            ExtensionUri.TRANSPORT_CC, base + 2,
            ExtensionUri.VIDEO_ORIENTATION, base + 3,
            ExtensionUri.AUDIO_LEVEL, base + 4));
  }

  private static RtpPacket randomPacket(Random random) {
    byte[] payload = new byte[random.nextInt(1200)];
    random.nextBytes(payload);
    var extensions =
        new RtpExtensions(
            random.nextBoolean() ? null : "m" + random.nextInt(1000),
            random.nextBoolean() ? -1 : random.nextInt(1 << 24),
            random.nextBoolean() ? -1 : random.nextInt(1 << 16),
            random.nextBoolean() ? -1 : 90 * random.nextInt(4),
            random.nextBoolean() ? -1 : random.nextInt(128));
    return new RtpPacket(
        random.nextBoolean(),
        random.nextInt(128),
        random.nextInt(1 << 16),
        random.nextInt() & 0xFFFFFFFFL,
        random.nextInt() & 0xFFFFFFFFL,
        extensions,
        Bytes.wrap(payload));
  }
}
