package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rate that is off by a thousandth is a second wrong after a quarter of an hour. */
class FrameClockTest {

  @ParameterizedTest
  @CsvSource({
    "25, 25, 1",
    "30, 30, 1",
    "29.97, 30000, 1001",
    "59.94, 60000, 1001",
    "23.976, 24000, 1001",
    "1, 1, 1",
    "12.5, 12500, 1000"
  })
  void a_rate_is_exact(double written, int numerator, int denominator) {
    FrameClock clock = FrameClock.of(0, written);
    assertThat(clock.numerator()).isEqualTo(numerator);
    assertThat(clock.denominator()).isEqualTo(denominator);
    long frames = 3600L * numerator;
    assertThat(clock.at(frames)).isEqualTo(3600L * denominator * 1_000_000);
  }

  @Test
  void frames_are_evenly_spaced_from_the_start() {
    FrameClock clock = FrameClock.of(500, 30);
    for (int i = 0; i < 1000; i++) {
      assertThat(clock.at(i + 1) - clock.at(i)).isBetween(33_333L, 33_334L);
    }
    assertThat(clock.at(0)).isEqualTo(500);
  }

  @Test
  void a_gop_is_a_whole_number_of_frames() {
    assertThat(FrameClock.of(0, 30).frames(2_000_000)).isEqualTo(60);
    assertThat(FrameClock.of(0, 29.97).frames(2_000_000)).isEqualTo(60);
    assertThat(FrameClock.of(0, 1).frames(100_000)).isEqualTo(1);
  }
}
