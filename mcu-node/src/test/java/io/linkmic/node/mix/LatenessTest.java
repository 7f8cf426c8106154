package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripted pictures at 30 fps; times are virtual. */
class LatenessTest {
  private static final long INTERVAL = 33_333;

  private final Lateness lateness = new Lateness();
  private final MixDelay delay = new MixDelay();
  private long time;

  @BeforeEach
  void begin_in_good_order() {
    pictures(90, 6_000);
  }

  /** A picture per interval, each as late as said, and a frame after it. */
  private void pictures(int count, long late) {
    for (int i = 0; i < count; i++) {
      time += INTERVAL;
      lateness.add(time + late, time);
      delay.follow(lateness.micros(time + late));
    }
  }

  @Test
  void a_frame_waits_as_long_as_pictures_are_late() {
    assertThat(lateness.micros(time)).isEqualTo(6_000);
    assertThat(delay.micros()).isEqualTo(7_000);
  }

  @Test
  void a_collection_of_garbage_or_one_lost_packet_moves_nothing() {
    pictures(1, 110_000);
    pictures(1, 77_000);
    long most = 0;
    for (int i = 0; i < 60; i++) {
      pictures(1, 6_000);
      most = Math.max(most, delay.micros());
    }
    assertThat(most).isEqualTo(7_000);
  }

  @Test
  void a_path_that_became_slower_is_waited_for_within_half_a_second() {
    pictures(15, 60_000);
    assertThat(delay.micros()).isEqualTo(61_000);
  }

  @Test
  void pictures_that_are_late_by_chance_are_nearly_all_in_time_for_their_frames() {
    Random random = new Random(7);
    int missed = 0;
    int all = 900;
    for (int i = 0; i < all; i++) {
      long late = 6_000 + (long) Math.abs(random.nextGaussian() * 15_000);
      time += INTERVAL;
      if (i > 30 && late > delay.micros()) {
        missed++;
      }
      lateness.add(time + late, time);
      delay.follow(lateness.micros(time + late));
    }
    assertThat(missed).isLessThan(all / 12);
  }

  @Test
  void a_hiccup_of_half_a_second_is_forgotten_two_seconds_later() {
    pictures(15, 100_000);
    assertThat(delay.micros()).isEqualTo(101_000);
    pictures(58, 6_000);
    assertThat(delay.micros()).isEqualTo(7_000);
  }

  @Test
  void a_host_who_sends_nothing_any_more_delays_nobody() {
    pictures(30, 100_000);
    time += Lateness.WINDOW + 100_000;
    assertThat(lateness.micros(time)).isZero();
    for (int frame = 0; frame < 30; frame++) {
      delay.follow(lateness.micros(time));
    }
    assertThat(delay.micros()).isEqualTo(MixDelay.LEAST);
  }

  @Test
  void nobody_waits_for_a_host_who_is_much_too_late() {
    pictures(60, 900_000);
    assertThat(delay.micros()).isEqualTo(MixDelay.MOST);
  }

  @Test
  void a_host_of_many_pictures_counts_as_others_do() {
    for (int i = 0; i < 500; i++) {
      time += 8_000;
      lateness.add(time + 20_000, time);
    }
    assertThat(lateness.micros(time)).isEqualTo(20_000);
  }
}
