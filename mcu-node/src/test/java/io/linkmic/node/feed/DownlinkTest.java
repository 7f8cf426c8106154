package io.linkmic.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Scripted reports about a stream of 1 Mbit/s with its headers. */
class DownlinkTest {
  private static final int BYTES_OF_FRAME = (int) (1_000_000 / (8.0 * 30 * 1.08));
  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Duration LONG = Duration.ofMillis(400);

  private final Downlink path = new Downlink();
  private Instant now = Instant.EPOCH;
  private int lost;
  private long highest = 70_000;

  @Test
  void nothing_is_known_before_anybody_said_something() {
    send(5);
    assertThat(path.bitsPerSecond(now)).isEqualTo(Downlink.UNKNOWN);
    assertThat(path.congested(now)).isFalse();
    assertThat(path.looksFree(now)).isTrue();
  }

  @Test
  void an_estimate_that_only_has_not_grown_yet_is_no_full_path() {
    path.estimated(300_000, now);
    for (int second = 0; second < 10; second++) {
      send(1);
      path.estimated(300_000 + 40_000L * second, now);
      report(0, SHORT);
    }
    assertThat(path.congested(now)).isFalse();
    assertThat(path.looksFree(now)).as("an estimate below what is sent").isFalse();
    assertThat(path.bitsPerSecond(now)).isEqualTo(660_000);
  }

  @Test
  void one_fall_is_a_hiccup_and_two_are_a_full_path() {
    send(3);
    path.estimated(1_400_000, now);
    path.estimated(600_000, now);
    assertThat(path.congested(now)).isFalse();
    send(1);
    path.estimated(560_000, now);
    assertThat(path.congested(now)).isTrue();
    assertThat(path.hopeless(now)).isFalse();
    assertThat(path.bitsPerSecond(now)).isEqualTo(560_000);
    path.estimated(430_000, now);
    assertThat(path.hopeless(now)).as("less than half gets through").isTrue();
  }

  @Test
  void falls_far_apart_are_hiccups() {
    send(3);
    path.estimated(1_400_000, now);
    path.estimated(600_000, now);
    send(4);
    path.estimated(500_000, now);
    assertThat(path.congested(now)).isFalse();
  }

  @Test
  void a_fall_to_what_is_still_more_than_enough_says_nothing() {
    send(3);
    path.estimated(2_000_000, now);
    path.estimated(1_500_000, now);
    send(1);
    path.estimated(1_000_000, now);
    assertThat(path.congested(now)).isFalse();
  }

  @Test
  void losses_alone_are_a_radio_and_with_a_long_way_round_a_full_queue() {
    report(0, SHORT);
    for (int second = 0; second < 5; second++) {
      send(1);
      report(0.2, SHORT);
    }
    assertThat(path.congested(now)).isFalse();
    send(1);
    report(0.2, LONG);
    assertThat(path.congested(now)).isTrue();
    assertThat(path.bitsPerSecond(now)).isBetween(750_000L, 850_000L);
  }

  @Test
  void a_long_way_round_alone_is_others_traffic() {
    report(0, SHORT);
    for (int second = 0; second < 5; second++) {
      send(1);
      report(0, LONG);
    }
    assertThat(path.congested(now)).isFalse();
  }

  @Test
  void losses_beyond_repair_need_no_second_witness() {
    report(0, SHORT);
    send(1);
    report(0.4, SHORT);
    assertThat(path.congested(now)).isTrue();
    assertThat(path.hopeless(now)).isTrue();
    assertThat(path.bitsPerSecond(now)).isBetween(550_000L, 650_000L);
    send(4);
    assertThat(path.hopeless(now)).as("it is forgotten").isFalse();
  }

  @Test
  void five_packets_lost_of_ten_are_no_figure() {
    report(0, SHORT);
    send(1);
    lost += 5;
    highest += 10;
    path.reported(lost, highest, SHORT, now);
    assertThat(path.congested(now)).isFalse();
  }

  @Test
  void what_was_reported_about_the_stream_before_does_not_count() {
    report(0, SHORT);
    send(1);
    report(0.5, LONG);
    path.changed(now);
    assertThat(path.congested(now)).isFalse();
    send(1);
    report(0.5, LONG);
    assertThat(path.congested(now)).isFalse();
    send(1);
    report(0, SHORT);
    send(1);
    report(0.5, SHORT);
    assertThat(path.congested(now)).isTrue();
  }

  @Test
  void an_estimate_by_losses_grows_with_good_reports_to_half_more_than_is_sent() {
    report(0, SHORT);
    send(1);
    report(0.4, SHORT);
    for (int second = 0; second < 60; second++) {
      send(1);
      report(0, SHORT);
    }
    assertThat(path.bitsPerSecond(now)).isBetween(1_400_000L, 1_550_000L);
  }

  @Test
  void a_stale_estimate_is_none() {
    send(1);
    path.estimated(900_000, now);
    send(6);
    assertThat(path.bitsPerSecond(now)).isEqualTo(Downlink.UNKNOWN);
  }

  private void send(int seconds) {
    for (int i = 0; i < 30 * seconds; i++) {
      now = now.plusNanos(33_333_334);
      path.sent(BYTES_OF_FRAME, now);
    }
  }

  /** 100 packets. */
  private void report(double fraction, Duration roundTrip) {
    lost += (int) Math.round(100 * fraction);
    highest += 100;
    path.reported(lost, highest, roundTrip, now);
  }
}
