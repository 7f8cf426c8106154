package io.linkmic.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event loop in virtual time. */
class EdgeTimerTest {
  private static final long START = -77_000_000;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private long now = START;
  private final List<Long> rings = new ArrayList<>();
  private final EdgeTimer timer =
      new EdgeTimer(channel.eventLoop(), () -> now, () -> rings.add((now - START) / 1_000_000));

  EdgeTimerTest() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void wishAt(double millis) {
    timer.wish(START + (long) (millis * 1_000_000));
  }

  private void run(int millis) {
    for (int i = 0; i < millis; i++) {
      now += 1_000_000;
      channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  @Test
  void wishes_that_lie_close_together_share_one_wake_up() {
    wishAt(11.2);
    wishAt(13);
    wishAt(14.9);
    run(100);
    assertThat(rings).containsExactly(15L);
  }

  @Test
  void an_earlier_wish_takes_the_place_of_a_later_one() {
    wishAt(50);
    wishAt(8);
    wishAt(70);
    run(100);
    assertThat(rings).containsExactly(10L);
  }

  @Test
  void it_is_never_early_and_less_than_five_milliseconds_late() {
    for (double wish = 1.1; wish < 200; wish += 7.3) {
      rings.clear();
      wishAt(wish);
      while (rings.isEmpty()) {
        run(1);
      }
      assertThat((double) rings.getFirst()).isBetween(wish, wish + 5);
    }
  }

  @Test
  void what_should_have_been_long_ago_is_done_once_and_at_once() {
    run(500);
    wishAt(3);
    wishAt(4);
    wishAt(12);
    run(20);
    assertThat(rings).containsExactly(501L);
  }

  @Test
  void nobody_who_waits_for_anything_means_no_wake_up() {
    wishAt(5);
    run(5000);
    assertThat(rings).hasSize(1);
  }
}
