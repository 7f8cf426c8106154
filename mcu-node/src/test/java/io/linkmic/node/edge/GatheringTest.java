package io.linkmic.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual time; sleeping takes as long as asked. */
class GatheringTest {
  private static final long MILLISECOND = 1_000_000;

  private final List<Long> sleeps = new ArrayList<>();
  private long now;
  private final Gathering gathering =
      new Gathering(
          () -> now,
          nanos -> {
            sleeps.add(nanos);
            now += nanos;
          });

  /** Datagrams at such a distance; the loop takes all that are there whenever it looks. */
  private void come(int count, long apart) throws Exception {
    long next = now + apart;
    for (int come = 0; come < count; ) {
      now = Math.max(now, next);
      while (next <= now) {
        gathering.datagram();
        next += apart;
        come++;
      }
      gathering.read(true);
      assertThat(gathering.calculateStrategy(() -> 7, false)).isEqualTo(SelectStrategy.SELECT);
    }
  }

  @Test
  void few_datagrams_wait_for_nothing() throws Exception {
    come(1000, 2 * MILLISECOND);
    assertThat(sleeps).isEmpty();
  }

  @Test
  void many_wait_for_two_milliseconds_at_the_most() throws Exception {
    come(300, MILLISECOND);
    assertThat(sleeps).isNotEmpty().allMatch(nanos -> nanos == Gathering.REST_NANOS);
    now += 300_000;
    gathering.datagram();
    gathering.read(true);
    now += 500_000;
    sleeps.clear();
    assertThat(gathering.calculateStrategy(() -> 7, false)).isEqualTo(SelectStrategy.SELECT);
    assertThat(sleeps).containsExactly(Gathering.REST_NANOS - 500_000);
  }

  @Test
  void tasks_are_done_first_and_one_rest_follows_one_read() throws Exception {
    come(300, MILLISECOND);
    gathering.datagram();
    gathering.read(true);
    sleeps.clear();
    assertThat(gathering.calculateStrategy(() -> 7, true)).isEqualTo(7);
    assertThat(sleeps).isEmpty();
    gathering.calculateStrategy(() -> 7, false);
    gathering.calculateStrategy(() -> 7, false);
    assertThat(sleeps).hasSize(1);
  }

  @Test
  void what_a_flood_left_in_a_socket_is_taken_at_once() throws Exception {
    come(300, MILLISECOND);
    sleeps.clear();
    gathering.read(false);
    gathering.read(true); // another socket
    assertThat(gathering.calculateStrategy(() -> 7, false)).isEqualTo(SelectStrategy.SELECT);
    assertThat(sleeps).isEmpty();
    gathering.read(true);
    assertThat(gathering.calculateStrategy(() -> 7, false)).isEqualTo(SelectStrategy.SELECT);
    assertThat(sleeps).hasSize(1);
  }

  @Test
  void after_a_pause_or_a_quieter_time_nothing_waits_any_more() throws Exception {
    come(300, MILLISECOND);
    come(100, 2 * MILLISECOND);
    sleeps.clear();
    come(100, 2 * MILLISECOND);
    assertThat(sleeps).isEmpty();
    come(300, MILLISECOND);
    now += 1_000 * MILLISECOND;
    sleeps.clear();
    come(5, MILLISECOND);
    assertThat(sleeps).isEmpty();
  }
}
