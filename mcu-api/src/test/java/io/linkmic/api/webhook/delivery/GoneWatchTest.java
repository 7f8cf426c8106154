package io.linkmic.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.event.EventLog.NewEvent;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.contract.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoneWatchTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final GoneWatch watch = new GoneWatch();

  private static Fleet fleet(int second, String... silent) {
    List<Fleet.Silent> gone = new ArrayList<>();
    for (int i = 0; i < silent.length; i += 2) {
      gone.add(new Fleet.Silent(silent[i], START.plusSeconds(Integer.parseInt(silent[i + 1]))));
    }
    return new Fleet(START.plusSeconds(second), List.of(), gone);
  }

  private List<NewEvent> look(Fleet fleet) {
    List<NewEvent> news = watch.look(fleet);
    watch.told(fleet);
    return news;
  }

  private void watchQuietly(int from, int to) {
    for (int second = from; second <= to; second++) {
      assertThat(watch.look(fleet(second))).isEmpty();
    }
  }

  @Test
  void a_silent_node_is_told_once() {
    watchQuietly(0, 10);
    NewEvent event = look(fleet(11, "n1", "5")).getFirst();
    assertThat(event.type()).isEqualTo(EventType.NODE_GONE);
    assertThat(event.nodeId()).isEqualTo("n1");
    assertThat(event.roomId()).isNull();
    assertThat(event.data()).containsEntry("lastBeatAt", "2026-01-01T00:00:05Z");
    assertThat(look(fleet(12, "n1", "5"))).isEmpty();
    assertThat(look(fleet(13, "n1", "5", "n2", "7"))).hasSize(1);
  }

  @Test
  void two_leaders_tell_of_one_silence_by_one_id() {
    GoneWatch other = new GoneWatch();
    watchQuietly(0, 10);
    for (int second = 0; second <= 10; second++) {
      assertThat(other.look(fleet(second))).isEmpty();
    }
    assertThat(other.look(fleet(11, "n1", "5")).getFirst().id())
        .isEqualTo(watch.look(fleet(11, "n1", "5")).getFirst().id());
  }

  @Test
  void what_could_not_be_appended_is_told_again() {
    watchQuietly(0, 10);
    assertThat(watch.look(fleet(11, "n1", "5"))).hasSize(1);
    assertThat(watch.look(fleet(12, "n1", "5"))).hasSize(1);
  }

  @Test
  void a_second_silence_is_another_event() {
    watchQuietly(0, 10);
    String first = look(fleet(11, "n1", "5")).getFirst().id();
    assertThat(look(fleet(12))).isEmpty();
    assertThat(look(fleet(13, "n1", "6")).getFirst().id()).isNotEqualTo(first);
  }

  @Test
  void nodes_that_seem_silent_because_redis_was_away_get_time_to_be_heard() {
    watchQuietly(0, 10);
    // Redis stood still for a minute: all keys ran out, nobody died.
    assertThat(look(fleet(70, "n1", "10", "n2", "10"))).isEmpty();
    assertThat(look(fleet(72, "n2", "10"))).isEmpty();
    assertThat(look(fleet(75, "n2", "10"))).isEmpty();
  }

  @Test
  void and_those_that_really_died_meanwhile_are_told_after_that() {
    watchQuietly(0, 10);
    for (int second = 70; second < 76; second++) {
      assertThat(watch.look(fleet(second, "n2", "10"))).isEmpty();
    }
    assertThat(watch.look(fleet(76, "n2", "10"))).hasSize(1);
  }
}
