package io.linkmic.origin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline();

  @Test
  void times_pass_as_published() {
    assertThat(timeline.frame(3_600_000, 0)).isEqualTo(3_600_000);
    assertThat(timeline.frame(3_600_033, 33)).isEqualTo(3_600_033);
  }

  @Test
  void new_publisher_that_goes_on_is_left_alone() {
    timeline.frame(1000, 0);
    timeline.publisherChanged();
    assertThat(timeline.header(0)).as("headers of a reconnect").isEqualTo(1000);
    assertThat(timeline.frame(4000, 3000)).isEqualTo(4000);
  }

  @Test
  void new_publisher_that_starts_again_is_shifted_by_the_time_that_passed() {
    timeline.frame(10_000, 0);
    timeline.publisherChanged();
    assertThat(timeline.frame(0, 2500)).isEqualTo(12_500);
    assertThat(timeline.frame(33, 33)).isEqualTo(12_533);
    assertThat(timeline.header(40)).isEqualTo(12_540);
  }

  @Test
  void new_publisher_with_another_clock_far_ahead_is_shifted_too() {
    timeline.frame(1000, 0);
    timeline.publisherChanged();
    assertThat(timeline.frame(2_000_000_000, 500)).isEqualTo(1500);
  }

  @Test
  void thirty_two_bits_wrap_without_a_step() {
    timeline.frame(-20, 0);
    timeline.publisherChanged();
    assertThat(timeline.frame(13, 33)).isEqualTo(13);
  }
}
