package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A mix's loop in virtual time: what is left out, when frames take as long as told. */
class ArrearsTest {
  private static final long INTERVAL = 33_333;

  private final Arrears arrears = new Arrears();
  private long now;
  private long frame;
  private int drawn;
  private int left;

  /** Draws frames until a time; each takes so long. */
  private void drawUntil(long until, long takes) {
    while (now < until) {
      long due = frame * INTERVAL;
      now = Math.max(now, due);
      long late = now - due;
      if (arrears.drawn(late, INTERVAL)) {
        now += takes;
        drawn++;
        frame++;
      } else {
        left += (int) (late / INTERVAL);
        frame += late / INTERVAL;
      }
    }
  }

  @Test
  void a_machine_that_stands_still_for_a_moment_leaves_nothing_out() {
    drawUntil(1_000_000, 8_000);
    now += 200_000;
    drawUntil(3_000_000, 8_000);
    assertThat(left).isZero();
    assertThat(drawn).isEqualTo(91);
    assertThat(now - (frame - 1) * INTERVAL).as("late after it").isLessThan(INTERVAL);
  }

  @Test
  void that_holds_for_one_such_moment_every_few_seconds() {
    for (int second = 0; second < 60; second += 3) {
      drawUntil(second * 1_000_000L, 8_000);
      now += 150_000;
    }
    drawUntil(62_000_000, 8_000);
    assertThat(left).isZero();
  }

  @Test
  void what_is_owed_for_longer_than_players_wait_is_let_go() {
    drawUntil(1_000_000, 8_000);
    now += 1_000_000;
    drawUntil(4_000_000, 8_000);
    assertThat(left).isBetween(29, 31);
  }

  @Test
  void a_machine_too_slow_for_all_frames_does_not_grow_late() {
    drawUntil(10_000_000, 50_000);
    assertThat(now - frame * INTERVAL).isLessThan(3 * INTERVAL);
    // Two of three, but for the credit of the beginning.
    assertThat(left).isBetween(75, 110);
  }
}
