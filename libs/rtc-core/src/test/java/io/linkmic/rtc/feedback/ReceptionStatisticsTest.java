package io.linkmic.rtc.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ReceptionStatistics statistics = new ReceptionStatistics(90_000);

  @Test
  void losses_count_since_the_last_report_and_since_the_beginning() {
    receive(1, 2, 4, 5); // one of five
    assertThat(statistics.isActive()).isTrue();
    assertThat(statistics.takeFractionLost()).isEqualTo(256 / 5);
    assertThat(statistics.isActive()).isFalse();
    receive(6, 7);
    assertThat(statistics.takeFractionLost()).isZero();
    assertThat(statistics.cumulativeLost()).isEqualTo(1);
    assertThat(statistics.extendedHighest()).isEqualTo(7);
  }

  @Test
  void duplicates_make_no_negative_fraction() {
    receive(1, 2, 2, 2);
    assertThat(statistics.takeFractionLost()).isZero();
    assertThat(statistics.cumulativeLost()).isEqualTo(-2);
  }

  @Test
  void jitter_is_the_smoothed_difference_of_transit_times() {
    // RFC 3550 §A.8: every other packet 16 ms late moves the estimate by a sixteenth each.
    statistics.received(1, 0, START);
    statistics.received(2, 3000, START.plusNanos(33_333_333L + 16_000_000));
    assertThat(statistics.jitterTime()).isBetween(Duration.ofNanos(990_000), Duration.ofMillis(1));
    assertThat(statistics.jitter()).isBetween(89L, 90L);
  }

  @Test
  void jump_of_the_senders_clock_is_no_jitter() {
    statistics.received(1, 0, START);
    statistics.received(2, 1L << 31, START.plusMillis(33));
    assertThat(statistics.jitter()).isZero();
  }

  @Test
  void sender_report_is_quoted_with_its_age() {
    assertThat(statistics.lastSenderReport()).isZero();
    assertThat(statistics.delaySinceLastSenderReport(START)).isZero();
    statistics.senderReport(0xCAFE, START);
    assertThat(statistics.lastSenderReport()).isEqualTo(0xCAFE);
    assertThat(statistics.delaySinceLastSenderReport(START.plusMillis(500))).isEqualTo(32_768);
  }

  @Test
  void losses_stay_counted_when_the_sender_begins_anew() {
    receive(1, 3);
    statistics.restart();
    receive(1000, 1001);
    assertThat(statistics.cumulativeLost()).isEqualTo(1);
  }

  private void receive(long... numbers) {
    for (long number : numbers) {
      statistics.received(number, number * 3000, START.plusMillis(33 * number));
    }
  }
}
