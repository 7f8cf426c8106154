package io.linkmic.dns.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.dns.place.Place;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules that hold for every fleet, on two thousand made by chance; a failure prints its seed. */
class AnyFleetTest {
  private static final List<String> REGIONS = List.of("north", "south", "east");

  @Test
  void whoever_is_offered_may_take_the_room_and_whoever_may_is_offered() {
    for (int seed = 0; seed < 2_000; seed++) {
      TestFleet fleet = made(seed);
      Random random = new Random(seed);
      Place place =
          random.nextBoolean() ? Place.UNKNOWN : TestFleet.place(REGIONS.get(seed % 3), "x");
      Question question = new Question("room-" + seed % 7, TestFleet.SOMEWHERE, place, 10);
      Explanation explanation = fleet.selector.explain(question, 0);
      List<Explanation.Line> may =
          explanation.lines().stream().filter(line -> line.why() == null).toList();
      Selection selection = fleet.selector.select(question, 0);
      if (explanation.refusal() != null) {
        assertThat(selection).as("seed %d", seed).isInstanceOf(Selection.Refused.class);
      } else if (may.isEmpty()) {
        int left = ((Selection.NoNode) selection).counts().values().stream().mapToInt(n -> n).sum();
        assertThat(left).as("seed %d", seed).isEqualTo(fleet.nodes.size());
      } else {
        List<String> ids = TestFleet.ids(selection);
        assertThat(ids).as("seed %d", seed).hasSize(Math.min(10, may.size()));
        assertThat(new HashSet<>(ids)).as("seed %d", seed).hasSameSizeAs(ids);
        assertThat(ids)
            .as("seed %d", seed)
            .isEqualTo(
                may.stream().limit(10).map(l -> l.candidate().row().node().nodeId()).toList());
      }
    }
  }

  private static TestFleet made(int seed) {
    Random random = new Random(seed * 31L + 7);
    TestFleet fleet = new TestFleet();
    int count = random.nextInt(15);
    for (int i = 0; i < count; i++) {
      TestFleet.TestNode node = fleet.node("n" + i);
      node.region = REGIONS.get(random.nextInt(3));
      node.isp = random.nextBoolean() ? "x" : "";
      node.cpu = random.nextDouble();
      node.network = random.nextDouble();
      node.rooms = random.nextInt(600);
      node.encoderSlots = random.nextInt(3);
      node.encoderSlotsUsed = random.nextInt(3);
      node.recentJoins = random.nextInt(30);
      node.draining = random.nextInt(5) == 0;
      node.age = Duration.ofMillis(random.nextInt(4_000));
      if (random.nextInt(6) == 0) {
        fleet.owns("n" + i, "room-" + seed % 7);
      }
      if (random.nextInt(6) == 0) {
        fleet.ban("n" + i, random.nextBoolean() ? "203.0.113.0/24" : null, null, null);
      }
    }
    if (random.nextInt(20) == 0) {
      fleet.ban(null, "203.0.113.0/24", null, null);
    }
    return fleet.show();
  }
}
