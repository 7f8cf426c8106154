package io.linkmic.media.avc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvcDecoderConfigurationTest {

  /** Constrained baseline, level 3.1, as Chromium writes it. */
  private static final ByteBuffer BASELINE_SPS = hex("6742c01fda01400b7a6a0202028000");

  private static final ByteBuffer PPS = hex("68ce3c80");

  @Test
  void baseline_record_has_no_extension() {
    var record = AvcDecoderConfiguration.of(List.of(BASELINE_SPS), List.of(PPS)).orElseThrow();
    assertThat(record.toBytes())
        .isEqualTo(
            hex(
                "01" // configurationVersion
                    + "42c01f" // profile 66, constraint_set0 and 1, level 31
                    + "ff" // six ones, lengthSizeMinusOne 3
                    + "e1" // three ones, one SPS
                    + "000f6742c01fda01400b7a6a0202028000"
                    + "01" // one PPS
                    + "000468ce3c80"));
    assertThat(record.profile()).isEqualTo(66);
    assertThat(record.level()).isEqualTo(31);
  }

  @Test
  void high_profile_record_tells_chroma_format_and_depths() {
    // profile 100, level 3.1; then 1 (id 0) 010 (chroma 1) 1 (luma 8) 1 (chroma 8) 00
    ByteBuffer sps = hex("6764001f" + "ac00");
    var record = AvcDecoderConfiguration.of(List.of(sps), List.of(PPS)).orElseThrow();
    assertThat(record.toBytes())
        .isEqualTo(hex("0164001fffe1" + "00066764001fac00" + "01000468ce3c80" + "fdf8f800"));
  }

  @Test
  void ten_bit_422_is_told() {
    // profile 122, level 4.0; 1 (id 0) 011 (chroma 2) 011 (luma 10) 011 (chroma 10) …
    ByteBuffer sps = hex("677a0028" + "b6e0");
    var record = AvcDecoderConfiguration.of(List.of(sps), List.of(PPS)).orElseThrow();
    assertThat(record.chromaFormat()).isEqualTo(2);
    assertThat(record.lumaDepth()).isEqualTo(10);
    assertThat(record.chromaDepth()).isEqualTo(10);
  }

  @Test
  void emulation_prevention_byte_is_no_data() {
    // id, chroma, luma, chroma depth behind 00 00 03: profile 100, flags 0, level 0 → 00 00 03 ac
    ByteBuffer sps = hex("67640000" + "03ac00");
    var record = AvcDecoderConfiguration.of(List.of(sps), List.of(PPS)).orElseThrow();
    assertThat(record.chromaFormat()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_described_is_empty() {
    assertThat(AvcDecoderConfiguration.of(List.of(), List.of(PPS))).isEmpty();
    assertThat(AvcDecoderConfiguration.of(List.of(BASELINE_SPS), List.of())).isEmpty();
    assertThat(AvcDecoderConfiguration.of(List.of(hex("6742")), List.of(PPS))).isEmpty();
    assertThat(AvcDecoderConfiguration.of(List.of(hex("6764001f00000000")), List.of(PPS)))
        .isEmpty();
  }

  static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
