package io.linkmic.rtc.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTrackerTest {
  private final SequenceTracker tracker = new SequenceTracker();

  @Test
  void numbers_wrap_without_a_jump() {
    long before = tracker.accept(65_535);
    assertThat(tracker.accept(0)).isEqualTo(before + 1);
    assertThat(tracker.accept(65_534)).isEqualTo(before - 1);
    assertThat(tracker.highest()).isEqualTo(before + 1);
    assertThat(tracker.base()).isEqualTo(before);
  }

  @Test
  void one_packet_far_away_is_refused() {
    tracker.accept(10);
    assertThat(tracker.accept(30_000)).isEqualTo(SequenceTracker.REJECTED);
    assertThat(tracker.accept(11)).isPositive();
    assertThat(tracker.restarted()).isFalse();
  }

  @Test
  void two_in_a_row_far_away_are_a_sender_that_began_anew() {
    long before = tracker.accept(10);
    tracker.accept(30_000);
    long after = tracker.accept(30_001);
    assertThat(tracker.restarted()).isTrue();
    assertThat(after).isGreaterThan(before);
    assertThat(tracker.accept(30_002)).isEqualTo(after + 1);
    assertThat(tracker.restarted()).isFalse();
  }

  @Test
  void quoted_numbers_unwrap_to_the_nearest() {
    assertThat(tracker.near(5)).isEqualTo(SequenceTracker.REJECTED);
    long at = tracker.accept(2);
    assertThat(tracker.near(65_535)).isEqualTo(at - 3);
  }
}
