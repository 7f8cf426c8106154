package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two hosts in one picture: they come, go, die and limp, and the program goes on. */
@Timeout(900)
class MixIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long STEADY_MILLIS = 10_000;
  private static final int ROUNDS = Integer.getInteger("mix.rounds", 6);

  private static final String REGIONS =
      """
      {"template": "regions", "background": {"colour": "#00ff00"}, "labels": true,
       "border": {"width": 6, "colour": "#ffffff", "radius": 40},
       "watermark": {"text": {"text": "LinkMic", "x": 0.3, "y": 0.78, "height": 0.15}},
       "regions": [{"slot": 0, "x": 0.1, "y": 0.1, "width": 0.3, "height": 0.4},
                   {"participantId": "guest", "x": 0.6, "y": 0.1, "width": 0.3, "height": 0.4}]}
      """;

  @TempDir private static Path folder;
  private static LiveSystem system;
  private static Path red;
  private static Path blue;

  @BeforeAll
  static void start() throws Exception {
    red = MixFilm.make(folder, "red", 440, 30, 10);
    blue = MixFilm.make(folder, "blue", 1000, 30, 10);
    system = new LiveSystem();
  }

  @AfterAll
  static void stop() throws Exception {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void who_dies_in_a_mix_stays_as_a_picture_for_the_hold_time_then_the_other_goes_on_alone()
      throws Exception {
    system.openRoom("killed", "PT3S");
    try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("killed"));
        WhipFfmpeg host = publish("killed", "host", red)) {
      viewer.await("the host", LIMIT, tags -> Seen.pictures(tags) > 60);
      long killedAt;
      try (WhipFfmpeg guest = publish("killed", "guest", blue)) {
        viewer.awaitCut(2, LIMIT);
        guest.kill();
        killedAt = new Seen(viewer.seen()).lastPictureAt();
      }
      viewer.awaitPicture(killedAt + 2_000, LIMIT);
      DecodedPicture held = new Seen(viewer.seen()).newest(folder);
      assertThat(held.at(0.25, 0.5)).isEqualTo("red");
      assertThat(held.at(0.75, 0.5)).as("the last picture").isEqualTo("blue");
      viewer.awaitCut(3, LIMIT);
      assertThat(system.mode("killed")).isEqualTo("passthrough");
      assertThat(host.alive()).isTrue();
      Seen program = new Seen(viewer.seen());
      program.assertUnbroken();
      long gap = program.largestGap(killedAt, program.lastPictureAt());
      System.out.println("figure: largest gap after kill −9 in a mix: " + gap + " ms");
      assertThat(gap).isLessThanOrEqualTo(200);
      assertThat(program.newest(folder).at(0.75, 0.5)).isEqualTo("red");
    }
    system.deleteRoom("killed");
  }

  @Test
  void a_layout_is_changed_while_the_program_runs() throws Exception {
    system.openRoom("layouts", "PT30S", "\"side-by-side\"");
    try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("layouts"));
        WhipFfmpeg host = publish("layouts", "host", red)) {
      viewer.await("the host", LIMIT, tags -> Seen.pictures(tags) > 60);
      try (WhipFfmpeg guest = publish("layouts", "guest", blue)) {
        viewer.awaitCut(2, LIMIT);
        DecodedPicture columns = afterAWhile(viewer);
        assertThat(columns.at(0.25, 0.5)).isEqualTo("red");
        assertThat(columns.at(0.75, 0.5)).isEqualTo("blue");

        system.openRoom("layouts", "PT30S", "\"picture-in-picture\"");
        DecodedPicture inset = afterAWhile(viewer);
        assertThat(inset.at(0.25, 0.75)).isEqualTo("red");
        assertThat(inset.at(0.75, 0.3)).isEqualTo("red");
        assertThat(inset.at(0.85, 0.85)).isEqualTo("blue");

        system.openRoom("layouts", "PT30S", "{\"template\":\"stage\",\"pinned\":\"guest\"}");
        DecodedPicture stage = afterAWhile(viewer);
        assertThat(stage.at(0.4, 0.5)).isEqualTo("blue");
        assertThat(stage.at(0.9, 0.5)).isEqualTo("red");

        system.openRoom("layouts", "PT30S", REGIONS);
        DecodedPicture regions = afterAWhile(viewer);
        assertThat(regions.at(0.25, 0.3)).isEqualTo("red");
        assertThat(regions.at(0.75, 0.3)).isEqualTo("blue");
        assertThat(regions.at(0.5, 0.3)).as("background").isEqualTo("green");
        assertThat(regions.at(0.104, 0.3)).as("border").isEqualTo("white");
        assertThat(regions.at(0.104, 0.105)).as("outside of a round corner").isEqualTo("green");
        assertThat(regions.at(0.104, 0.495)).as("outside of a round corner").isEqualTo("green");
        assertThat(regions.has("white", 0.05, 0.75, 0.95, 0.95)).as("watermark").isTrue();
        assertThat(regions.has("white", 0.13, 0.4, 0.37, 0.47)).as("label").isTrue();
        assertThat(guest.alive()).isTrue();
      }
      assertThat(target("layouts").path("reconnects").asInt()).isZero();
      assertThat(viewer.hasEnded()).isFalse();
      assertThat(host.alive()).isTrue();
      Seen program = new Seen(viewer.seen());
      program.assertUnbroken();
      assertThat(Seen.headers(program.tags())).isEqualTo(2);
    }
    system.deleteRoom("layouts");
  }

  /** What is seen once the newest order has come through. */
  private static DecodedPicture afterAWhile(FlvWatcher viewer) throws Exception {
    viewer.awaitPicture(new Seen(viewer.seen()).lastPictureAt() + 700, LIMIT);
    return new Seen(viewer.seen()).newest(folder);
  }

  @Test
  void a_slow_camera_does_not_slow_the_program() throws Exception {
    assertSteadyWith("slow", MixFilm.make(folder, "blue", 1000, 5, 10));
  }

  @Test
  void a_camera_that_changes_its_size_every_second_does_not_slow_the_program() throws Exception {
    List<String> sizes = List.of("640x360", "320x180", "360x640", "854x480", "640x480");
    DecodedPicture last = assertSteadyWith("sizes", MixFilm.ofManySizes(folder, "blue", sizes));
    assertThat(last.at(0.75, 0.5)).isEqualTo("blue");
  }

  @Test
  void a_host_on_a_lossy_path_does_not_slow_the_program() throws Exception {
    Clip clip = Clip.make(folder, 10);
    assertSteady(
        "lossy",
        () -> {
          ClientHost guest = new ClientHost(system, "lossy", "guest", clip);
          guest.lose(5);
          return guest;
        });
  }

  private static DecodedPicture assertSteadyWith(String room, Path clip) throws Exception {
    return assertSteady(room, () -> publish(room, "guest", clip));
  }

  /** Mixes that guest for ten seconds. */
  private static DecodedPicture assertSteady(String room, Callable<AutoCloseable> guests)
      throws Exception {
    system.openRoom(room, "PT30S");
    try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl(room));
        WhipFfmpeg host = publish(room, "host", red)) {
      viewer.await("the host", LIMIT, tags -> Seen.pictures(tags) > 60);
      try (AutoCloseable guest = guests.call()) {
        assertThat(guest).isNotNull();
        viewer.awaitCut(2, LIMIT);
        long from = new Seen(viewer.seen()).lastPictureAt();
        viewer.awaitPicture(from + STEADY_MILLIS, LIMIT);
        Seen program = new Seen(viewer.seen());
        double frameRate = program.frameRate(from, from + STEADY_MILLIS);
        long gap = program.largestGap(from, from + STEADY_MILLIS);
        System.out.printf(
            "figure: %s: %.1f pictures a second, largest gap %d ms%n", room, frameRate, gap);
        assertThat(frameRate).isGreaterThan(0.8 * 30);
        assertThat(gap).isLessThan(500);
        program.assertUnbroken();
        assertThat(Seen.headers(program.tags())).isEqualTo(2);
        assertThat(system.mode(room)).isEqualTo("mix");
        assertThat(host.alive()).isTrue();
        return program.newest(folder);
      }
    } finally {
      system.deleteRoom(room);
    }
  }

  @Test
  void a_second_host_comes_and_goes_on_one_connection() throws Exception {
    system.openRoom("rounds", "PT30S");
    Path recorded = folder.resolve("rounds.flv");
    Process rtmp = record("rounds", recorded);
    List<FlvWatcher.Tag> seen;
    try (FlvWatcher viewer = FlvWatcher.watch(system.flvUrl("rounds"));
        WhipFfmpeg host = publish("rounds", "host", red)) {
      viewer.await("the host", LIMIT, tags -> Seen.pictures(tags) > 60);
      for (int round = 1; round <= ROUNDS; round++) {
        try (WhipFfmpeg guest = publish("rounds", "guest", blue)) {
          viewer.awaitCut(2 * round, LIMIT);
          assertThat(system.mode("rounds")).isEqualTo("mix");
          guest.leave();
        }
        viewer.awaitCut(2 * round + 1, LIMIT);
        assertThat(system.mode("rounds")).isEqualTo("passthrough");
        footprint(round);
      }
      assertThat(target("rounds").path("reconnects").asInt()).isZero();
      assertThat(viewer.hasEnded()).isFalse();
      assertThat(host.alive()).isTrue();
      seen = viewer.seen();
    }
    system.deleteRoom("rounds");
    Seen program = new Seen(seen);
    program.assertUnbroken();
    List<Long> gaps = program.gapsAtCuts();
    System.out.println("figure: gaps of pictures at cuts: " + gaps + " ms");
    assertThat(gaps).hasSize(2 * ROUNDS);
    // Most gaps are below 20 ms. On two cores with a load of 10 to 15, 8 cuts to the mix of 45 left
    // 0.18 to 0.68 s; whether host or mix was late then is not known.
    List<Long> sorted = gaps.stream().sorted().toList();
    assertThat(sorted.get(gaps.size() * 3 / 4)).as("three cuts of four").isLessThanOrEqualTo(150);
    assertThat(sorted.getLast()).as("the longest").isLessThanOrEqualTo(1000);
    assertPlayable(rtmp, recorded);
  }

  /** By RTMP and FFmpeg. */
  private static void assertPlayable(Process rtmp, Path recorded) throws Exception {
    FfmpegProgram.Finished player = FfmpegProgram.await(rtmp, LIMIT);
    assertThat(player.exitCode()).as(player.stderr()).isZero();
    new Seen(FlvWatcher.file(recorded)).assertUnbroken();
    var decoded =
        FfmpegProgram.FFMPEG.run(
            Duration.ofMinutes(2),
            "-v",
            "error",
            "-xerror",
            "-i",
            recorded.toString(),
            "-fps_mode",
            "passthrough",
            "-enc_time_base",
            "1:1000",
            "-f",
            "null",
            "-");
    assertThat(decoded.stderr()).isEmpty();
    assertThat(decoded.exitCode()).isZero();
  }

  private static Process record(String room, Path target) throws Exception {
    return FfmpegProgram.FFMPEG
        .command(
            List.of(
                "-y", "-v", "error", "-i", system.rtmpUrl(room), "-c", "copy", target.toString()))
        .start();
  }

  private static void footprint(int round) throws Exception {
    if (round % 5 == 0) {
      system.node().collectGarbage();
      System.out.printf(
          "figure: round %d: %d KB resident, %d KB of heap, %d threads%n",
          round,
          system.node().residentKilobytes(),
          system.node().heapBytes() / 1024,
          system.node().threads());
    }
  }

  private static WhipFfmpeg publish(String room, String participant, Path clip) throws Exception {
    return WhipFfmpeg.publish(
        system.whipUrl(room).toString(),
        LiveSystem.token(room, participant),
        room + "-" + participant,
        clip);
  }

  private static JsonNode target(String room) throws Exception {
    return system.program(room).path("egress").path(0);
  }
}
