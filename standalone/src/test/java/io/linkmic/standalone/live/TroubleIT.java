package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hosts, targets and the node itself go away; what is left behaves. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TroubleIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private static Path folder;
  private static LiveSystem system;
  private static Clip clip;

  @BeforeAll
  static void start() throws Exception {
    clip = Clip.make(folder, 10);
    system = new LiveSystem();
  }

  @AfterAll
  static void stop() throws Exception {
    if (system != null) {
      system.close();
    }
  }

  @Test
  @Order(1)
  void a_killed_host_is_held_comes_back_on_the_same_stream_and_ends_after_the_hold_time()
      throws Exception {
    system.openRoom("killed", "PT4S");
    try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("killed"))) {
      WhipFfmpeg first = WhipFfmpeg.publish(system, "killed", "host", clip.file());
      viewer.await("the host", LIMIT, tags -> tags.stream().filter(TroubleIT::live).count() > 60);
      first.kill();
      long killedAt = System.nanoTime();
      awaitMode("killed", "hold");
      figure("kill −9 of the host to hold", killedAt);
      int atHold = viewer.count();
      viewer.await(
          "frozen pictures and silence",
          LIMIT,
          tags ->
              tags.stream().skip(atHold).filter(FlvWatcher.Tag::picture).count() > 10
                  && tags.stream().skip(atHold).filter(FlvWatcher.Tag::sound).count() > 40);
      int held = viewer.count();
      WhipFfmpeg second = WhipFfmpeg.publish(system, "killed", "host", clip.file());
      viewer.await(
          "the host again",
          LIMIT,
          tags -> tags.stream().skip(held).filter(TroubleIT::live).count() > 60);
      assertThat(system.mode("killed")).isEqualTo("passthrough");
      second.kill();
      long endsAt = System.nanoTime();
      awaitMode("killed", "idle");
      Eventually.holds("the response ends", LIMIT, viewer::hasEnded);
      figure("kill −9 of the host, hold time 4 s, to the end of the viewer's response", endsAt);
      assertTimesGoUp(viewer.seen());
    }
  }

  private static boolean live(FlvWatcher.Tag tag) {
    return tag.picture() && tag.data().length() > 200;
  }

  @Test
  @Order(2)
  void a_target_away_for_ten_seconds_gets_the_same_program_back_with_headers_and_an_idr()
      throws Exception {
    system.openRoom("away", "PT30S");
    try (WhipFfmpeg host = WhipFfmpeg.publish(system, "away", "host", clip.file())) {
      long lastBefore;
      try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("away"))) {
        List<FlvWatcher.Tag> seen =
            viewer.await("pictures", LIMIT, tags -> tags.stream().anyMatch(TroubleIT::live));
        lastBefore = seen.getLast().timestamp();
      }
      system.origin().terminate();
      system.origin().awaitExit(LIMIT);
      assertQueueStaysBoundedFor(Duration.ofSeconds(10));
      system.startOriginAgain();
      long backAt = System.nanoTime();
      try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("away"))) {
        List<FlvWatcher.Tag> seen =
            viewer.await(
                "pictures again",
                LIMIT,
                tags -> tags.stream().filter(TroubleIT::live).count() > 10);
        figure("target back to ten pictures at its viewer", backAt);
        assertThat(System.nanoTime() - backAt).isLessThan(Duration.ofSeconds(10).toNanos());
        List<FlvWatcher.Tag> pictures = seen.stream().filter(FlvWatcher.Tag::video).toList();
        assertThat(pictures.get(0).header()).as("sequence header first").isTrue();
        assertThat(pictures.get(1).keyFrame()).as("then an IDR").isTrue();
        assertThat(pictures.get(1).timestamp()).isGreaterThan(lastBefore + 9_000);
        assertTimesGoUp(seen);
      }
      assertThat(system.mode("away")).isEqualTo("passthrough");
      assertThat(target("away").path("reconnects").asInt()).isPositive();
      assertThat(target("away").path("state").asString("")).isEqualTo("live");
    }
  }

  private static void assertQueueStaysBoundedFor(Duration time) throws Exception {
    long until = System.nanoTime() + time.toNanos();
    long[] most = new long[2];
    Eventually.holds(
        "time passes",
        time.plusSeconds(5),
        () -> {
          JsonNode target = target("away");
          most[0] = Math.max(most[0], target.path("queueMs").asLong());
          most[1] = Math.max(most[1], target.path("queueBytes").asLong());
          return System.nanoTime() > until;
        });
    // EgressQueue: 2 s of pictures, sound for 4 s, 4 MB; one packet over before it is cut.
    assertThat(most[0]).isLessThanOrEqualTo(4_100);
    assertThat(most[1]).isLessThanOrEqualTo((4 << 20) + (1 << 20));
    System.out.printf(
        "figure: queue while the target is away: ≤ %d ms, ≤ %d bytes%n", most[0], most[1]);
  }

  private static JsonNode target(String room) throws Exception {
    return system.program(room).path("egress").path(0);
  }

  @Test
  @Order(3)
  void a_stopped_node_ends_its_programs_cleanly_and_goes() throws Exception {
    system.openRoom("stopped", "PT30S");
    try (WhipFfmpeg host = WhipFfmpeg.publish(system, "stopped", "host", clip.file());
        FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("stopped"))) {
      viewer.await("pictures", LIMIT, tags -> tags.stream().filter(TroubleIT::live).count() > 30);
      long stoppedAt = System.nanoTime();
      system.node().terminate();
      // A target that vanished without unpublishing would keep its viewers for 30 s.
      Eventually.holds("the response ends", LIMIT, viewer::hasEnded);
      figure("SIGTERM of the node to the end of the viewer's response", stoppedAt);
      assertThat(system.node().awaitExit(LIMIT)).isIn(0, 143);
      figure("SIGTERM of the node to its exit", stoppedAt);
      assertThat(system.node().said()).doesNotContain("ERROR", "Exception");
    }
  }

  private static void awaitMode(String room, String mode) throws Exception {
    Eventually.holds(room + " is in " + mode, LIMIT, () -> system.mode(room).equals(mode));
  }

  private static void assertTimesGoUp(List<FlvWatcher.Tag> tags) {
    for (boolean video : new boolean[] {true, false}) {
      List<Long> times =
          tags.stream()
              .filter(tag -> tag.video() == video && !tag.header())
              .map(FlvWatcher.Tag::timestamp)
              .toList();
      assertThat(times).isSorted();
    }
  }

  private static void figure(String what, long since) {
    System.out.printf("figure: %s: %d ms%n", what, (System.nanoTime() - since) / 1_000_000);
  }
}
