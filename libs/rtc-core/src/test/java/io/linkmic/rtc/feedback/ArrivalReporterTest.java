package io.linkmic.rtc.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.rtcp.TransportFeedback;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalReporterTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ArrivalReporter reporter = new ArrivalReporter();

  @Test
  void arrivals_are_told_after_a_tenth_of_a_second() {
    assertThat(reporter.nextDue()).isNull();
    arrive(65_535, 0);
    arrive(1, 10);
    assertThat(reporter.nextDue()).isEqualTo(START.plusMillis(100));
    assertThat(poll(99)).isEmpty();
    List<TransportFeedback> told = poll(100);
    assertThat(told).hasSize(1);
    TransportFeedback one = told.getFirst();
    assertThat(one.baseSequence()).isEqualTo(65_535);
    assertThat(one.arrivals().count()).isEqualTo(3);
    assertThat(one.arrivals().received(0)).isTrue();
    assertThat(one.arrivals().received(1)).isFalse();
    assertThat(one.arrivals().deltaTicks(2)).isEqualTo(40);
    assertThat(reporter.nextDue()).isNull();
  }

  @Test
  void next_message_goes_on_where_the_last_one_ended() {
    arrive(1, 0);
    poll(100);
    arrive(3, 110);
    TransportFeedback second = poll(210).getFirst();
    assertThat(second.baseSequence()).isEqualTo(2);
    assertThat(second.feedbackCount()).isEqualTo(1);
  }

  @Test
  void packet_told_lost_that_comes_late_is_told_again() {
    arrive(1, 0);
    arrive(3, 5);
    poll(100);
    arrive(2, 120);
    TransportFeedback again = poll(220).getFirst();
    assertThat(again.baseSequence()).isEqualTo(2);
    assertThat(again.arrivals().count()).isEqualTo(2);
  }

  @Test
  void arrivals_too_far_apart_for_one_message_make_two() {
    arrive(1, 0);
    arrive(2, 20_000);
    assertThat(poll(20_000)).hasSize(2);
  }

  @Test
  void jump_of_the_numbers_keeps_only_the_newest() {
    arrive(1, 0);
    arrive(30_000, 1);
    arrive(2, 2);
    List<TransportFeedback> told = poll(100);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().arrivals().count()).isLessThanOrEqualTo(4096);
  }

  private void arrive(int number, long millis) {
    reporter.arrived(number, START.plusMillis(millis));
  }

  private List<TransportFeedback> poll(long millis) {
    return reporter.poll(START.plusMillis(millis), 1, 2);
  }
}
