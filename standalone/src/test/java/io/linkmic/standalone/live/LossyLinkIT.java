package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.FleetOfProcesses;
import io.linkmic.standalone.FleetOfProcesses.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A link of two rooms at two nodes, over a path that loses one datagram in twenty. */
@Timeout(240)
class LossyLinkIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HERE = "node-1";
  private static final String THERE = "node-2";
  private static final String BEHIND_THE_PATH = "127.0.0.3";
  private static final int LOST_PERCENT = 5;
  private static final double MOVING = 0.45;
  private static final int TONE = 1000;

  @TempDir private static Path folder;

  @Test
  void pictures_and_sound_of_the_other_node_are_repaired() throws Exception {
    Path still = MixFilm.make(folder, "red", 440, 30, 10);
    Path moving = MixFilm.moving(folder, TONE, 30, 10);
    Map<String, LossyPath> paths = new HashMap<>();
    try (FleetOfProcesses fleet =
        FleetOfProcesses.start(
            2,
            EnumSet.of(Service.ORIGIN, Service.API),
            node -> {
              if (!node.id().equals(THERE)) {
                return Map.of();
              }
              paths.put(THERE, LossyPath.open(BEHIND_THE_PATH, node.media(), 7));
              return Map.of("linkmic.node.public-addresses", BEHIND_THE_PATH);
            })) {
      assertRepaired(fleet, paths.get(THERE), still, moving);
    } finally {
      paths.values().forEach(LossyPath::close);
    }
  }

  private static void assertRepaired(
      FleetOfProcesses fleet, LossyPath path, Path still, Path moving) throws Exception {
    try (WatchedRoom one = WatchedRoom.go(fleet, "lossy-red", "PT30S", HERE, still);
        WatchedRoom other = WatchedRoom.go(fleet, "lossy-moving", "PT30S", THERE, moving)) {
      one.link(other);
      for (WatchedRoom room : List.of(one, other)) {
        room.viewer().await("a mix", LIMIT, tags -> Seen.headers(tags) >= 2);
        room.viewer().awaitCut(2, LIMIT);
      }
      double before = moving(one);
      path.lose(LOST_PERCENT);
      double lossy = moving(one);
      System.out.printf(
          "figure: %s datagrams lost; pictures of the other node that move: %.3f before, %.3f%n",
          path.told(), before, lossy);
      assertThat(path.lost()).isGreaterThan(50);
      // Where the host's clock and the mix's run side by side, some pictures are shown twice.
      assertThat(before).isGreaterThan(MOVING);
      // Unrepaired, most pictures would wait for the next key frame.
      assertThat(lossy).isGreaterThan(MOVING);
      long from = one.seen().lastPictureAt() - 5_000;
      assertThat(Heard.since(folder, one.viewer().seen(), from).decibels(TONE)).isGreaterThan(-35);
      assertThat(one.mode()).isEqualTo("mix");
      assertThat(one.links().getFirst().path("state").asString("")).isEqualTo("live");
      one.seen().assertUnbroken();
      assertThat(one.seen().largestGap(from, Long.MAX_VALUE)).isLessThanOrEqualTo(1_000);
    }
  }

  /**
   * The share of the other's pictures, of ten seconds from now on, that are another than before.
   */
  private static double moving(WatchedRoom room) throws Exception {
    long from = room.seen().lastPictureAt();
    room.viewer().awaitPicture(from + 10_000, LIMIT);
    return room.seen().movingOnTheRight(folder, from);
  }
}
