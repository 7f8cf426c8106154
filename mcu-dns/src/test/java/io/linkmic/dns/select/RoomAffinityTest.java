package io.linkmic.dns.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.dns.place.Place;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A room's people meet. */
class RoomAffinityTest {
  private final TestFleet fleet = new TestFleet().of("a", "b", "c");

  @Test
  void who_runs_the_room_comes_first_even_draining_full_busy_or_late() {
    fleet.owns("c", "show");
    TestFleet.TestNode c = fleet.node("c");
    c.draining = true;
    assertThat(fleet.show().first("show")).isEqualTo("c");
    c.draining = false;
    c.cpu = 0.95;
    c.rooms = 500;
    c.age = Duration.ofSeconds(5);
    assertThat(fleet.show().first("show")).isEqualTo("c");
    assertThat(fleet.offered("another")).doesNotContain("c");
  }

  @Test
  void who_ran_the_room_in_an_earlier_life_or_is_gone_does_not() {
    fleet.owns("c", "show");
    fleet.node("c").incarnation = "2";
    fleet.node("c").cpu = 0.5;
    assertThat(fleet.show().first("show")).isNotEqualTo("c");
    fleet.nodes.remove("c");
    assertThat(fleet.show().offered("show")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void a_banned_owner_is_not_offered() {
    fleet.owns("c", "show");
    fleet.ban("c", "203.0.113.0/24", null, null);
    assertThat(fleet.show().offered("show")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void a_new_room_keeps_its_node_while_its_hosts_come() {
    String first = fleet.first("show");
    fleet.node(first).cpu = 0.5;
    fleet.seconds(20);
    Selection.Offered again = (Selection.Offered) fleet.ask("show", Place.UNKNOWN, 3);
    assertThat(TestFleet.ids(again)).startsWith(first).hasSize(3);
    assertThat(again.candidates().getFirst().cause()).isEqualTo(Candidate.Cause.LATELY);
    fleet.seconds(20);
    assertThat(fleet.first("show")).as("asked for again in between").isEqualTo(first);
    fleet.seconds(31);
    assertThat(fleet.first("show")).as("forgotten").isNotEqualTo(first);
  }

  @Test
  void a_new_room_leaves_a_node_that_is_not_acceptable_any_more() {
    String first = fleet.first("show");
    fleet.node(first).draining = true;
    fleet.show();
    String second = fleet.first("show");
    assertThat(second).isNotEqualTo(first);
    fleet.node(first).draining = false;
    fleet.show();
    assertThat(fleet.first("show")).as("and stays with the next").isEqualTo(second);
  }

  @Test
  void a_second_host_from_another_region_goes_where_the_room_is() {
    fleet.node("c").region = "south";
    fleet.show();
    String first = fleet.offered("show", TestFleet.place("north", null)).getFirst();
    assertThat(fleet.offered("show", TestFleet.place("south", null)).getFirst()).isEqualTo(first);
  }

  @Test
  void memory_of_rooms_is_bounded() {
    LatelyChosen lately = new LatelyChosen(0);
    for (int i = 0; i < 500_000; i++) {
      assertThat(lately.put("room-" + i, "a", i)).isTrue();
      if (i % 1_000 == 0) {
        lately.tick(i);
      }
    }
    assertThat(lately.size()).isLessThanOrEqualTo(202_000);
    assertThat(lately.find("room-499999", 500_000)).isEqualTo("a");
    assertThat(lately.find("room-0", 500_000)).isNull();
  }

  @Test
  void an_explanation_names_every_node_and_changes_nothing() {
    fleet.owns("c", "show");
    fleet.node("a").draining = true;
    fleet.ban("b", null, null, null);
    fleet.show();
    Question question = new Question("show", TestFleet.SOMEWHERE, Place.UNKNOWN, 3);
    Explanation explanation = fleet.selector.explain(question, fleet.nanos);
    List<Explanation.Line> lines = explanation.lines();
    assertThat(lines)
        .extracting(line -> line.candidate().row().node().nodeId())
        .containsExactly("c", "a", "b");
    assertThat(lines)
        .extracting(Explanation.Line::why)
        .containsExactly(null, Exclusion.DRAINING, Exclusion.BLACKLISTED);
    assertThat(lines.get(2).reason()).isEqualTo("reason 0");
    assertThat(fleet.selector.remembered()).isZero();
  }

  @Test
  void an_explanation_ranks_as_a_selection_does() {
    for (int i = 0; i < 20; i++) {
      fleet.node("n" + i).cpu = i * 0.03;
    }
    fleet.show();
    Question question = new Question("show", TestFleet.SOMEWHERE, Place.UNKNOWN, 10);
    List<String> explained =
        fleet.selector.explain(question, fleet.nanos).lines().stream()
            .map(line -> line.candidate().row().node().nodeId())
            .limit(10)
            .toList();
    assertThat(TestFleet.ids(fleet.selector.select(question, fleet.nanos))).isEqualTo(explained);
  }
}
