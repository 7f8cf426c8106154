package io.linkmic.rtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import org.junit.jupiter.api.Test;

class H264PayloadTest {

  @Test
  void a_picture_begins_with_its_company_or_its_first_slice() {
    assertThat(begins("09 F0")).as("delimiter").isTrue();
    assertThat(begins("78 0002 67 42")).as("STAP-A with SPS").isTrue();
    assertThat(begins("06 05")).as("SEI").isTrue();
    assertThat(begins("41 9A")).as("first slice").isTrue();
    assertThat(begins("41 5A")).as("later slice").isFalse();
    assertThat(begins("7C 85 88")).as("FU-A start of the first slice").isTrue();
    assertThat(begins("7C 85 48")).as("FU-A start of a later slice").isFalse();
    assertThat(begins("7C 05 88")).as("FU-A in the middle").isFalse();
    assertThat(begins("78 0002 41 9A")).as("slice in a STAP-A").isTrue();
    assertThat(begins("")).isFalse();
    assertThat(begins("41")).isFalse();
    assertThat(begins("7C")).isFalse();
    assertThat(begins("78 00")).isFalse();
  }

  @Test
  void a_key_frame_begins_with_sps_or_idr_slice() {
    assertThat(key("67 42")).isTrue();
    assertThat(key("7C 85 88")).isTrue();
    assertThat(key("7C 81 9A")).isFalse();
    assertThat(key("78 0002 09F0 0002 67 42")).isTrue();
    assertThat(key("78 0002 0605 0002 41 9A")).isFalse();
    assertThat(key("78 FFFF 06")).isFalse();
    assertThat(key("")).isFalse();
  }

  private static boolean begins(String hex) {
    return H264Payload.beginsPicture(Bytes.ofHex(hex));
  }

  private static boolean key(String hex) {
    return H264Payload.beginsKeyFrame(Bytes.ofHex(hex));
  }
}
