package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutgoingTimestampsTest {
  private final OutgoingTimestamps line = new OutgoingTimestamps(90_000, 1_000);

  @Test
  void a_source_keeps_its_own_steps() {
    assertThat(line.of(500_000, 0)).isEqualTo(1_000);
    assertThat(line.of(503_000, 40_000)).isEqualTo(4_000);
    assertThat(line.of(506_003, 41_000)).isEqualTo(7_003);
  }

  @Test
  void the_next_source_follows_by_the_time_that_passed() {
    line.of(500_000, 0);
    line.cut();
    assertThat(line.of(77, 100_000)).isEqualTo(10_000);
    assertThat(line.of(3_077, 133_000)).isEqualTo(13_000);
  }

  @Test
  void a_cut_never_goes_back() {
    line.of(500_000, 100_000);
    line.cut();
    assertThat(line.of(0, 50_000)).isEqualTo(1_001);
  }

  @Test
  void a_source_that_sets_its_timestamps_anew_is_smoothed_over() {
    line.of(500_000, 0);
    assertThat(line.of(4_000_000_000L, 40_000)).isEqualTo(4_600);
    assertThat(line.of(4_000_003_000L, 73_000)).isEqualTo(7_600);
  }

  @Test
  void a_long_silence_is_no_jump() {
    line.of(500_000, 0);
    assertThat(line.of(500_000 + 900_000, 10_000_000)).isEqualTo(901_000);
  }

  @Test
  void it_wraps_at_32_bits() {
    OutgoingTimestamps late = new OutgoingTimestamps(48_000, (1L << 32) - 10);
    assertThat(late.of((1L << 32) - 960, 0)).isEqualTo((1L << 32) - 10);
    assertThat(late.of(0, 20_000)).isEqualTo(950);
  }
}
