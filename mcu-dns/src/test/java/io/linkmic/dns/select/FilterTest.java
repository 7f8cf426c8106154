package io.linkmic.dns.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.dns.place.IpAddress;
import io.linkmic.dns.place.Place;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is offered at all. */
class FilterTest {
  private final TestFleet fleet = new TestFleet().of("a", "b");

  @Test
  void before_the_first_picture_there_is_nothing_to_say() {
    Selector selector = new Selector(0, new Selector.Rules(0.8, node -> new byte[0]));
    Question question = new Question("r", TestFleet.SOMEWHERE, Place.UNKNOWN, 3);
    assertThat(selector.select(question, 0)).isEqualTo(new Selection.NoPicture());
    assertThat(selector.explain(question, 0)).isNull();
  }

  @Test
  void each_reason_keeps_a_node_out_by_itself() {
    TestFleet alone = new TestFleet().of("a");
    TestFleet.TestNode a = alone.node("a");
    a.age = Duration.ofSeconds(3).plusMillis(1);
    assertThat(alone.show().counts()).isEqualTo(Map.of(Exclusion.STALE, 1));
    a.age = Duration.ofSeconds(3);
    a.draining = true;
    assertThat(alone.show().counts()).isEqualTo(Map.of(Exclusion.DRAINING, 1));
    a.draining = false;
    a.rooms = 500;
    assertThat(alone.show().counts()).isEqualTo(Map.of(Exclusion.ROOMS_FULL, 1));
    a.rooms = 0;
    a.encoderSlots = 4;
    a.encoderSlotsUsed = 4;
    assertThat(alone.show().counts()).isEqualTo(Map.of(Exclusion.ENCODERS_FULL, 1));
    a.encoderSlotsUsed = 0;
    a.cpu = 0.8;
    assertThat(alone.show().counts()).isEqualTo(Map.of(Exclusion.BUSY, 1));
    a.cpu = 0.1;
    a.network = 0.8;
    assertThat(alone.show().counts()).isEqualTo(Map.of(Exclusion.BUSY, 1));
    a.network = 0;
    assertThat(alone.show().first("r")).isEqualTo("a");
  }

  @Test
  void joins_that_do_not_show_yet_count_one_percent_each() {
    TestFleet alone = new TestFleet().of("a");
    alone.node("a").cpu = 0.76;
    alone.node("a").recentJoins = 4;
    assertThat(alone.show().offered("r")).containsExactly("a");
    alone.node("a").recentJoins = 5;
    assertThat(alone.show().counts()).isEqualTo(Map.of(Exclusion.BUSY, 1));
  }

  @Test
  void a_node_that_does_not_mix_needs_no_encoder_slot() {
    fleet.node("a").encoderSlots = 0;
    assertThat(fleet.show().offered("r")).contains("a");
  }

  @Test
  void processors_never_make_a_node_full_where_that_is_configured_but_still_rank_it() {
    TestFleet never = new TestFleet(0).of("a", "b");
    never.node("a").cpu = 1;
    assertThat(never.show().offered("r")).containsExactly("b", "a");
  }

  @Test
  void a_fleet_of_nobody_has_no_node() {
    assertThat(new TestFleet().show().counts()).isEmpty();
  }

  @Test
  void a_banned_node_or_region_is_offered_to_nobody() {
    fleet.node("c").region = "south";
    fleet.ban("a", null, null, null);
    fleet.ban(null, null, "south", null);
    assertThat(fleet.show().offered("r")).containsExactly("b");
  }

  @Test
  void all_conditions_of_an_entry_must_hold() {
    fleet.node("c").region = "south";
    fleet.ban("a", null, "south", null);
    fleet.ban("b", "198.51.100.0/24", null, null);
    fleet.ban(null, "203.0.113.0/24", "south", null);
    assertThat(fleet.show().offered("r"))
        .as("a is not in the south, the client is not in 198.51.100.0/24, c is in the south")
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void a_network_alone_is_refused_with_the_reason() {
    fleet.ban(null, "203.0.113.0/25", null, null);
    assertThat(fleet.show().ask("r", Place.UNKNOWN, 3))
        .isEqualTo(new Selection.Refused("reason 0"));
    IpAddress neighbour = IpAddress.parse("203.0.113.200").orElseThrow();
    assertThat(fleet.selector.select(new Question("r", neighbour, Place.UNKNOWN, 3), fleet.nanos))
        .isInstanceOf(Selection.Offered.class);
  }

  @Test
  void an_entry_ends_at_its_time_even_when_redis_is_away() {
    fleet.ban("a", null, null, TestFleet.NOW.plusSeconds(5));
    assertThat(fleet.show().offered("r")).containsExactly("b");
    fleet.redisNow = TestFleet.NOW.plusSeconds(5);
    assertThat(fleet.show().offered("r")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void an_entry_that_nobody_can_read_forbids_nothing() {
    fleet.ban("a", "not a network", null, null);
    fleet.ban(null, null, null, null);
    assertThat(fleet.show().offered("r")).containsExactlyInAnyOrder("a", "b");
  }
}
