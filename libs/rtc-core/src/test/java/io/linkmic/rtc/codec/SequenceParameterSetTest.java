package io.linkmic.rtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parameter sets are x264's, written through FFmpeg. */
class SequenceParameterSetTest {
  private static final String BASELINE_360P30 =
      "6742c01eda0280bfe5c044000003000400000300f03c58ba80";
  private static final String MAIN_720P25 = "674d401feca02802dd80880000030008000003019078c18cb0";
  private static final String HIGH_1080P_29_97 =
      "67640028acd940780227e5c04400000fa40003a9803c60c658";
  private static final String HIGH_444_322X182 =
      "67f4001591964054678f8bc044000003000400000301e03c58b920";
  private static final String INTERLACED_576I_WITH_HRD =
      "6764001eacd940b424d8088000000300800000193020007a12000f427261807c50a65800";

  @Test
  void baseline_never_reorders() {
    var sps = ok(BASELINE_360P30);
    assertThat(sps)
        .isEqualTo(new SequenceParameterSet(66, 0xC0, 30, 0, 640, 360, true, 2, 30.0, 0));
    assertThat(sps.profileLevelId()).isEqualTo("42c01e");
    assertThat(sps.mayReorder()).isFalse();
  }

  @Test
  void b_frames_show_in_the_vui() {
    var sps = ok(MAIN_720P25);
    assertThat(sps.width()).isEqualTo(1280);
    assertThat(sps.height()).isEqualTo(720);
    assertThat(sps.frameRate()).isEqualTo(25.0);
    assertThat(sps.maxReorderFrames()).isEqualTo(2);
    assertThat(sps.mayReorder()).isTrue();
  }

  @Test
  void rows_1080_to_1087_are_cropped() {
    var sps = ok(HIGH_1080P_29_97);
    assertThat(sps.width()).isEqualTo(1920);
    assertThat(sps.height()).isEqualTo(1080);
    assertThat(sps.frameRate()).isEqualTo(30000.0 / 1001.0);
  }

  @Test
  void chroma_format_decides_the_unit_of_cropping() {
    var sps = ok(HIGH_444_322X182);
    assertThat(sps.profileIdc()).isEqualTo(244);
    assertThat(sps.width()).isEqualTo(322);
    assertThat(sps.height()).isEqualTo(182);
    assertThat(sps.frameRate()).isEqualTo(60.0);
  }

  @Test
  void fields_count_twice_and_buffer_parameters_are_skipped() {
    var sps = ok(INTERLACED_576I_WITH_HRD);
    assertThat(sps.framesOnly()).isFalse();
    assertThat(sps.width()).isEqualTo(720);
    assertThat(sps.height()).isEqualTo(576);
    assertThat(sps.frameRate()).isEqualTo(25.0);
    assertThat(sps.maxReorderFrames()).isEqualTo(2);
  }

  @Test
  void a_vui_that_breaks_off_leaves_the_size_known() {
    var sps = ok(BASELINE_360P30.substring(0, 24));
    assertThat(sps.width()).isEqualTo(640);
    assertThat(sps.frameRate()).isZero();
    assertThat(sps.maxReorderFrames()).isEqualTo(-1);
  }

  @Test
  void what_breaks_off_earlier_is_malformed() {
    for (int length = 0; length <= 7; length++) {
      assertThat(SequenceParameterSet.parse(Bytes.ofHex(BASELINE_360P30).slice(0, length)))
          .as("length %d", length)
          .isInstanceOf(Parsed.Malformed.class);
    }
    assertThat(SequenceParameterSet.parse(Bytes.ofHex("6842c01eda02")))
        .as("another NAL type")
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void garbage_never_gives_an_impossible_size() {
    for (long seed = 1; seed <= 5000; seed++) {
      byte[] garbage = new byte[5 + new Random(seed).nextInt(60)];
      new Random(seed).nextBytes(garbage);
      garbage[0] = 0x67;
      if (SequenceParameterSet.parse(Bytes.wrap(garbage))
          instanceof Parsed.Ok<SequenceParameterSet>(var sps)) {
        assertThat(sps.width()).as("seed %d", seed).isBetween(1, 16880);
        assertThat(sps.height()).as("seed %d", seed).isBetween(1, 16880);
      }
    }
  }

  @Test
  void bits_are_read_without_emulation_prevention() {
    var in = new BitReader(Bytes.ofHex("00 00 03 01 00 00 03"), 0);
    assertThat(in.bits(24)).isEqualTo(1);
    assertThat(in.bits(16)).isZero();
    assertThat(in.overrun()).isFalse();
    assertThat(in.bits(8)).isZero();
    assertThat(in.overrun()).isTrue();
  }

  @Test
  void exponential_golomb_codes_of_table_9_2_and_9_3() {
    // 1 | 010 | 011 | 00100 | 00101
    var unsigned = new BitReader(Bytes.ofHex("A6 42 80"), 0);
    for (int expected = 0; expected <= 4; expected++) {
      assertThat(unsigned.ue()).isEqualTo(expected);
    }
    var signed = new BitReader(Bytes.ofHex("A6 42 80"), 0);
    for (long expected : new long[] {0, 1, -1, 2, -2}) {
      assertThat(signed.se()).isEqualTo(expected);
    }
    var endless = new BitReader(Bytes.ofHex("00 01 00 01 00 00 00 00 00 01"), 4);
    assertThat(endless.ue()).isZero();
    assertThat(endless.overrun()).isTrue();
  }

  @Test
  void slices_tell_their_place_and_type() {
    // first_mb 0 (1), slice_type 7 = I (0001000), pps 0 (1)
    assertThat(SliceHeader.parse(Bytes.ofHex("65 88 80")))
        .isEqualTo(Parsed.ok(new SliceHeader(0, 2, 0)));
    // first_mb 0 (1), slice_type 6 = B (00111), pps 0 (1)
    assertThat(((Parsed.Ok<SliceHeader>) SliceHeader.parse(Bytes.ofHex("01 9E"))).value())
        .matches(SliceHeader::isBidirectional);
    assertThat(SliceHeader.parse(Bytes.ofHex("67 42"))).isInstanceOf(Parsed.Malformed.class);
    assertThat(SliceHeader.parse(Bytes.ofHex("65"))).isInstanceOf(Parsed.Malformed.class);
    assertThat(SliceHeader.parse(Bytes.EMPTY)).isInstanceOf(Parsed.Malformed.class);
  }

  private static SequenceParameterSet ok(String hex) {
    return ((Parsed.Ok<SequenceParameterSet>) SequenceParameterSet.parse(Bytes.ofHex(hex))).value();
  }
}
