package io.linkmic.media.opus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpusPacketTest {

  @Test
  void toc_byte_names_the_duration() {
    assertThat(duration(0b00000_0_00)).isEqualTo(480); // SILK NB 10 ms
    assertThat(duration(0b00011_0_00)).isEqualTo(2880); // SILK NB 60 ms
    assertThat(duration(0b01100_0_00)).isEqualTo(480); // hybrid SWB 10 ms
    assertThat(duration(0b01111_1_00)).isEqualTo(960); // hybrid FB 20 ms
    assertThat(duration(0b10000_0_00)).isEqualTo(120); // CELT NB 2.5 ms
    assertThat(duration(0b11111_1_00)).isEqualTo(960); // CELT FB 20 ms
    assertThat(duration(0b11111_1_01)).isEqualTo(1920); // two frames of one size
    assertThat(duration(0b11111_1_10)).isEqualTo(1920); // two frames of two sizes
  }

  @Test
  void code_3_counts_its_frames() {
    assertThat(duration(0b11111_1_11, 6)).isEqualTo(5760); // 6 × 20 ms
    assertThat(duration(0b10000_0_11, 48)).isEqualTo(5760); // 48 × 2.5 ms
    assertThat(duration(0b10000_0_11, 0x80 | 3)).isEqualTo(360); // VBR flag is no count
  }

  @Test
  void what_is_no_packet_is_malformed() {
    assertThat(OpusPacket.durationSamples(new byte[1], 0, 0)).isEqualTo(OpusPacket.MALFORMED);
    assertThat(duration(0b11111_1_11)).isEqualTo(OpusPacket.MALFORMED); // count missing
    assertThat(duration(0b11111_1_11, 0)).isEqualTo(OpusPacket.MALFORMED); // no frame
    assertThat(duration(0b11111_1_11, 7)).isEqualTo(OpusPacket.MALFORMED); // 140 ms
  }

  @Test
  void stereo_bit_is_read() {
    assertThat(OpusPacket.isStereo(new byte[] {4}, 0)).isTrue();
    assertThat(OpusPacket.isStereo(new byte[] {(byte) 0xf8}, 0)).isFalse();
  }

  private static int duration(int... bytes) {
    byte[] packet = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      packet[i] = (byte) bytes[i];
    }
    return OpusPacket.durationSamples(packet, 0, packet.length);
  }
}
