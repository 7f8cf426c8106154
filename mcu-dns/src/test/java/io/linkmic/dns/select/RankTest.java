package io.linkmic.dns.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.dns.place.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In which order. */
class RankTest {
  private final TestFleet fleet = new TestFleet();

  private static Map<String, Integer> tally(TestFleet fleet, int rooms, String prefix) {
    Map<String, Integer> tally = new HashMap<>();
    for (int i = 0; i < rooms; i++) {
      tally.merge(fleet.first(prefix + i), 1, Integer::sum);
    }
    return tally;
  }

  @Test
  void place_comes_before_load() {
    fleet.of("both", "region", "elsewhere");
    fleet.node("both").isp = "telecom";
    fleet.node("both").cpu = 0.7;
    fleet.node("region").isp = "mobile";
    fleet.node("region").cpu = 0.3;
    fleet.node("elsewhere").region = "south";
    assertThat(fleet.show().offered("r", TestFleet.place("north", "telecom")))
        .containsExactly("both", "region", "elsewhere");
  }

  @Test
  void elsewhere_the_nearer_comes_first_in_steps_of_500_km() {
    fleet.of("beijing", "shanghai", "nanjing", "unknown");
    set("beijing", 39.9, 116.4);
    set("shanghai", 31.2, 121.5);
    set("nanjing", 32.1, 118.8);
    fleet.node("shanghai").cpu = 0.5;
    Place hangzhou = new Place("cn-zj", null, 30.3, 120.2, Place.Source.GEOIP_DATABASE);
    assertThat(fleet.show().offered("r", hangzhou))
        .as("Nanjing and Shanghai are equally near, but one is idle")
        .containsExactly("nanjing", "shanghai", "beijing", "unknown");
  }

  private void set(String id, double latitude, double longitude) {
    fleet.node(id).region = id;
    fleet.node(id).latitude = latitude;
    fleet.node(id).longitude = longitude;
  }

  @Test
  void distances_are_those_of_the_globe() {
    Globe.Point beijing = Globe.point(39.9, 116.4);
    Globe.Point shanghai = Globe.point(31.2, 121.5);
    Globe.Point antipode = Globe.point(-39.9, -63.6);
    assertThat(Globe.kilometres(beijing, shanghai)).isBetween(1_050.0, 1_090.0);
    assertThat(Globe.band(beijing, beijing)).isZero();
    assertThat(Globe.band(beijing, shanghai)).isEqualTo(2);
    assertThat(Globe.band(beijing, antipode)).isEqualTo(Globe.bands() - 1);
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Globe.Point a = Globe.point(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
      Globe.Point b = Globe.point(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
      assertThat(Globe.band(a, b)).isEqualTo((int) (Globe.kilometres(a, b) / 500));
    }
  }

  @Test
  void the_worst_resource_ranks_a_node() {
    fleet.of("cpu", "network", "encoders", "rooms");
    fleet.node("cpu").cpu = 0.40;
    fleet.node("network").network = 0.24;
    fleet.node("encoders").encoderSlots = 10;
    fleet.node("encoders").encoderSlotsUsed = 8;
    fleet.node("rooms").rooms = 50;
    assertThat(fleet.show().offered("r")).containsExactly("rooms", "network", "cpu", "encoders");
  }

  @Test
  void figures_that_make_no_sense_do_not_hide_a_node() {
    fleet.of("a");
    fleet.node("a").cpu = Double.NaN;
    fleet.node("a").network = -3;
    fleet.node("a").recentJoins = -5;
    assertThat(fleet.show().offered("r")).containsExactly("a");
  }

  @Test
  void twelve_rooms_over_three_idle_nodes_are_four_each() {
    assertThat(tally(fleet.of("a", "b", "c"), 12, "room-"))
        .isEqualTo(Map.of("a", 4, "b", 4, "c", 4));
  }

  @Test
  void a_burst_prefers_the_idle_node_until_it_is_as_loaded_as_the_others() {
    fleet.of("busy", "idle");
    fleet.node("busy").cpu = 0.12;
    Map<String, Integer> tally = tally(fleet.show(), 40, "room-");
    assertThat(tally.get("idle")).isBetween(25, 30);
    assertThat(tally.get("busy")).isBetween(10, 15);
  }

  @Test
  void whom_a_node_counts_itself_is_not_counted_for_ever() {
    fleet.of("a", "b");
    tally(fleet, 20, "room-");
    fleet.seconds(0.5);
    fleet.seconds(3);
    fleet.node("b").cpu = 0.16;
    fleet.show();
    assertThat(fleet.first("new")).as("nothing is left of the 10 rooms").isEqualTo("a");
  }

  @Test
  void a_stranger_who_asks_for_thousands_of_rooms_does_not_make_the_fleet_full() {
    fleet.of("a", "b");
    fleet.node("a").cpu = 0.5;
    fleet.node("b").cpu = 0.5;
    fleet.show();
    tally(fleet, 10_000, "room-");
    assertThat(fleet.offered("honest")).hasSize(2);
  }

  @Test
  void loads_that_tremble_do_not_change_the_rank() {
    fleet.of("a", "b");
    fleet.node("a").cpu = 0.20;
    fleet.node("b").cpu = 0.30;
    fleet.show();
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      fleet.node("a").cpu = 0.20 + random.nextDouble(-0.035, 0.035);
      fleet.node("b").cpu = 0.30 + random.nextDouble(-0.035, 0.035);
      fleet.seconds(4);
      assertThat(fleet.first("room-" + i)).as("round %d", i).isEqualTo("a");
    }
  }

  @Test
  void a_load_on_the_edge_of_a_step_stays_where_it_is_and_leaves_by_a_margin() {
    int step = LoadStep.first(0.249);
    assertThat(step).isEqualTo(4);
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      step = LoadStep.next(step, 0.25 + random.nextDouble(-0.049, 0.049));
      assertThat(step).isEqualTo(4);
    }
    assertThat(LoadStep.next(4, 0.299)).isEqualTo(4);
    assertThat(LoadStep.next(4, 0.301)).isEqualTo(6);
    assertThat(LoadStep.next(4, 0.149)).isEqualTo(2);
  }

  @Test
  void a_node_that_is_better_by_far_passes_at_once() {
    fleet.of("a", "b");
    fleet.node("a").cpu = 0.2;
    fleet.node("b").cpu = 0.5;
    assertThat(fleet.show().first("r1")).isEqualTo("a");
    fleet.node("a").cpu = 0.7;
    fleet.seconds(4);
    assertThat(fleet.first("r2")).isEqualTo("b");
  }

  @Test
  void two_instances_that_saw_the_same_agree_and_rooms_still_spread() {
    String[] ids = {"n1", "n2", "n3", "n4", "n5", "n6", "n7"};
    TestFleet one = new TestFleet().of(ids);
    TestFleet other = new TestFleet();
    for (int i = ids.length - 1; i >= 0; i--) {
      other.node(ids[i]);
    }
    other.show();
    Set<String> firsts = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      one.seconds(4);
      other.seconds(4);
      List<String> said = one.offered("room-" + i);
      assertThat(other.offered("room-" + i)).isEqualTo(said);
      firsts.add(said.getFirst());
    }
    assertThat(firsts).containsExactlyInAnyOrder(ids);
  }

  @Test
  void hashes_spread_rooms_evenly_without_any_memory() {
    int[] tally = new int[10];
    for (int room = 0; room < 20_000; room++) {
      int best = 0;
      for (int node = 1; node < tally.length; node++) {
        if (weight(room, node) < weight(room, best)) {
          best = node;
        }
      }
      tally[best]++;
    }
    // 2,000 each; six standard deviations are 255.
    for (int count : tally) {
      assertThat(count).isBetween(1_745, 2_255);
    }
  }

  private static int weight(int room, int node) {
    return Rendezvous.weight(Rendezvous.seed("room-" + room), Rendezvous.seed("node-" + node));
  }

  @Test
  void scores_fall_along_the_ranking_and_stay_within_0_and_1() {
    fleet.of("a", "b", "c", "d");
    fleet.node("b").cpu = 0.3;
    fleet.node("c").region = "south";
    fleet.node("d").region = "south";
    fleet.node("d").cpu = 0.7;
    Selection.Offered offered =
        (Selection.Offered) fleet.show().ask("r", TestFleet.place("north", null), 10);
    double before = 1;
    for (Candidate candidate : offered.candidates()) {
      assertThat(candidate.score()).isBetween(0.0, before);
      before = candidate.score();
    }
  }

  @Test
  void no_more_than_asked_for_and_the_best_of_all() {
    for (int i = 0; i < 300; i++) {
      fleet.node("n" + i).cpu = (i * 37 % 300) / 400.0;
    }
    List<String> all = TestFleet.ids(fleet.show().ask("r", Place.UNKNOWN, 10));
    assertThat(all).hasSize(10).doesNotHaveDuplicates();
    for (int limit = 1; limit < 10; limit++) {
      assertThat(TestFleet.ids(fleet.ask("r", Place.UNKNOWN, limit)))
          .hasSize(limit)
          .startsWith(all.getFirst())
          .isSubsetOf(all);
    }
  }

  @Test
  void a_node_that_was_started_again_begins_with_nothing() {
    fleet.of("a", "b");
    fleet.node("a").cpu = 0.5;
    fleet.show();
    fleet.node("a").cpu = 0.46;
    fleet.node("a").incarnation = "2";
    fleet.later(Duration.ofSeconds(4));
    assertThat(fleet.selector.explain(question(), fleet.nanos).lines()).hasSize(2);
    fleet.node("b").cpu = 0.51;
    fleet.later(Duration.ofSeconds(4));
    assertThat(fleet.first("r")).isEqualTo("a");
  }

  private static Question question() {
    return new Question("any", TestFleet.SOMEWHERE, Place.UNKNOWN, 3);
  }
}
