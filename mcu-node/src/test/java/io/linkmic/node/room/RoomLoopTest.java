package io.linkmic.node.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.egress.RunningEgresses;
import io.linkmic.node.telemetry.NodeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** When a room's thread is woken; a pool that works when the test says so. */
class RoomLoopTest {
  private final NodeMetrics metrics = new NodeMetrics(new SimpleMeterRegistry());
  private final Deque<Runnable> pool = new ArrayDeque<>();
  private final RoomLoop loop =
      new RoomLoop(
          pool::add,
          metrics,
          made ->
              new Room(
                  "r",
                  RoomRules.defaults(),
                  0,
                  made,
                  new RoomContext(
                      new MonotonicClock(),
                      (offer, listener) -> Outcome.refused(RefusalCode.BAD_SDP, ""),
                      (offer, listener) -> Outcome.refused(RefusalCode.BAD_SDP, ""),
                      EgressUrlRules.usual(true),
                      metrics,
                      LoggerFactory.getLogger("test"),
                      new RunningEgresses(),
                      null,
                      RoomWatcher.none())));

  /** Lets the room do what it was woken for, and says how often it was. */
  private int woken() {
    int turns = 0;
    Runnable turn;
    while ((turn = pool.poll()) != null) {
      turn.run();
      turns++;
    }
    return turns;
  }

  private void somethingHasty() {
    loop.post(new RoomCommand.KeyFrameWanted());
  }

  @Test
  void a_quiet_room_is_woken_by_every_tick() {
    for (int i = 0; i < 5; i++) {
      loop.tick();
      assertThat(woken()).isEqualTo(1);
    }
  }

  @Test
  void ticks_of_a_busy_room_go_with_what_comes_anyway() {
    somethingHasty();
    woken();
    int turns = 0;
    for (int i = 0; i < 10; i++) {
      loop.tick();
      turns += woken();
      somethingHasty();
      turns += woken();
    }
    assertThat(turns).isEqualTo(10);
  }

  @Test
  void a_tick_whose_picture_does_not_come_is_one_tick_late() {
    somethingHasty();
    woken();
    loop.tick();
    assertThat(woken()).isZero();
    loop.tick();
    assertThat(woken()).isEqualTo(1);
    loop.tick();
    assertThat(woken()).isEqualTo(1);
  }
}
