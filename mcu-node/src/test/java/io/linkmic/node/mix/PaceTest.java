package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A machine with so much time for each frame, in virtual time. */
class PaceTest {
  private static final long INTERVAL = 33_333;

  private final Pace pace = new Pace(true);
  private long at = 5_000_000;
  private long behind;

  /** Frames are drawn for so long, each takes {@code micros}; returns how many were missed. */
  private long run(long seconds, long micros) {
    return run(pace, seconds, micros);
  }

  private long run(Pace pace, long seconds, long micros) {
    long missed = 0;
    for (long end = at + seconds * 1_000_000; at < end; ) {
      long interval = INTERVAL * pace.step();
      if (behind > interval) {
        long late = behind / interval;
        pace.missed(late);
        missed += late;
        at += late * interval;
        behind -= late * interval;
        continue;
      }
      int step = pace.step();
      pace.made(at, micros, INTERVAL);
      at += step * INTERVAL;
      behind = Math.max(0, behind + micros - step * INTERVAL);
    }
    return missed;
  }

  @Test
  void a_quick_machine_draws_every_frame() {
    assertThat(run(600, 30_000)).isZero();
    assertThat(pace.step()).isEqualTo(1);
  }

  @Test
  void the_first_three_seconds_are_not_judged() {
    run(2, 60_000);
    behind = 0;
    run(60, 20_000);
    assertThat(pace.step()).isEqualTo(1);
  }

  @Test
  void a_machine_that_makes_half_of_the_frames_draws_every_second_and_misses_none_then() {
    assertThat(run(7, 50_000)).isPositive();
    assertThat(pace.step()).isEqualTo(2);
    run(1, 50_000);
    assertThat(run(300, 50_000)).isZero();
    assertThat(pace.step()).isEqualTo(2);
  }

  @Test
  void a_much_slower_one_goes_as_far_as_it_must_at_once_and_no_further_than_to_a_quarter() {
    run(7, 95_000);
    assertThat(pace.step()).isEqualTo(3);
    run(60, 200_000);
    assertThat(pace.step()).isEqualTo(Pace.SLOWEST);
  }

  @Test
  void few_missed_frames_are_no_reason() {
    for (int i = 0; i < 30; i++) {
      run(3, 10_000);
      behind = 4 * INTERVAL; // something else had the processor once
    }
    assertThat(pace.step()).isEqualTo(1);
  }

  @Test
  void after_twenty_calm_seconds_with_head_room_it_goes_up_again() {
    run(7, 50_000);
    run(18, 15_000);
    assertThat(pace.step()).isEqualTo(2);
    run(12, 15_000);
    assertThat(pace.step()).isEqualTo(1);
  }

  @Test
  void without_head_room_it_stays() {
    run(7, 50_000);
    run(300, 26_000); // fits into 33 ms, with nothing left for others
    assertThat(pace.step()).isEqualTo(2);
  }

  @Test
  void who_went_up_too_early_waits_twice_as_long() {
    run(7, 50_000);
    run(30, 15_000);
    assertThat(pace.step()).isEqualTo(1);
    run(6, 60_000);
    assertThat(pace.step()).isEqualTo(2);
    run(36, 15_000);
    assertThat(pace.step()).isEqualTo(2);
    run(12, 15_000);
    assertThat(pace.step()).isEqualTo(1);
  }

  @Test
  void none_that_may_give_way_none_that_does() {
    Pace stubborn = new Pace(false);
    assertThat(run(stubborn, 60, 60_000)).isPositive();
    assertThat(stubborn.step()).isEqualTo(1);
  }
}
