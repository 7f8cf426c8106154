package io.linkmic.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.origin.testing.Clip;
import io.linkmic.origin.testing.FlvViewer;
import io.linkmic.origin.testing.RunningOrigin;
import io.linkmic.origin.testing.TestClips;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FFmpeg, a stranger to our code, publishes and plays. */
class FfmpegIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path folder;
  static RunningOrigin origin;
  static Path file;

  @BeforeAll
  static void start() throws Exception {
    origin = new RunningOrigin();
    file = TestClips.make(folder, "320x180", 8);
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  @Test
  void viewer_before_the_publisher_sees_every_picture_and_sound_untouched() throws Exception {
    try (FlvViewer viewer = new FlvViewer(origin.httpPort(), "before")) {
      assertThat(viewer.response().statusCode()).isEqualTo(200);
      assertThat(viewer.response().headers().firstValue("content-type")).hasValue("video/x-flv");
      Process publisher = publish("before");
      assertThat(viewer.awaitEnd(LIMIT)).as("a clean end of the response").isTrue();
      assertThat(FfmpegProgram.await(publisher, LIMIT).exitCode()).isZero();
      List<FlvViewer.Seen> seen = viewer.await(LIMIT, tags -> true);
      Clip sent = Clip.read(file);
      assertThat(bodies(seen.stream().map(FlvViewer.Seen::tag).toList(), 9))
          .isEqualTo(bodies(sent.tags(), 9));
      assertThat(bodies(seen.stream().map(FlvViewer.Seen::tag).toList(), 8))
          .isEqualTo(bodies(sent.tags(), 8));
      assertGoesUp(seen);
    }
  }

  @Test
  void late_viewer_has_picture_and_sound_within_500_ms() throws Exception {
    Process publisher = publish("late");
    try (FlvViewer first = new FlvViewer(origin.httpPort(), "late")) {
      first.await(LIMIT, tags -> tags.stream().filter(FlvViewer.Seen::isVideo).count() > 50);
      try (FlvViewer late = new FlvViewer(origin.httpPort(), "late")) {
        List<FlvViewer.Seen> seen =
            late.await(
                LIMIT,
                tags ->
                    tags.stream().anyMatch(FlvViewer.Seen::isKeyFrame)
                        && tags.stream().anyMatch(FlvViewer.Seen::isSound));
        FlvViewer.Seen header = firstOf(seen, FlvViewer.Seen::isVideo);
        assertThat(header.isVideoHeader()).isTrue();
        assertThat(firstOf(seen, FlvViewer.Seen::isKeyFrame).afterNanos()).isLessThan(500_000_000L);
        assertThat(firstOf(seen, FlvViewer.Seen::isSound).afterNanos()).isLessThan(500_000_000L);
        assertGoesUp(seen);
      }
    } finally {
      publisher.destroyForcibly();
    }
  }

  @Test
  void ffmpeg_plays_both_ways_what_ffmpeg_publishes() throws Exception {
    Process publisher = publish("play");
    try {
      Process rtmp = record(origin.rtmpUrl("play"), "rtmp.flv");
      Process flv = record(origin.flvUrl("play"), "http.flv");
      for (Process player : List.of(rtmp, flv)) {
        FfmpegProgram.Finished finished = FfmpegProgram.await(player, LIMIT);
        assertThat(finished.exitCode()).as(finished.stderr()).isZero();
      }
      for (String recorded : List.of("rtmp.flv", "http.flv")) {
        List<Clip.Tag> tags = Clip.read(folder.resolve(recorded)).tags();
        assertThat(pictures(tags)).as(recorded).hasSizeGreaterThan(60);
        assertThat(pictures(Clip.read(file).tags())).containsAll(pictures(tags));
        assertThat(tags.stream().filter(tag -> tag.typeId() == 8).count()).isGreaterThan(80);
      }
    } finally {
      publisher.destroyForcibly();
    }
  }

  @Test
  void rtmp_player_before_the_publisher_sees_the_stream_from_its_start() throws Exception {
    Process player = record(origin.rtmpUrl("patient"), "patient.flv");
    try (FlvViewer witness = new FlvViewer(origin.httpPort(), "patient")) {
      Process publisher = publish("patient");
      witness.await(LIMIT, tags -> tags.stream().anyMatch(FlvViewer.Seen::isKeyFrame));
      FfmpegProgram.Finished finished = FfmpegProgram.await(player, LIMIT);
      publisher.destroyForcibly();
      assertThat(finished.exitCode()).as(finished.stderr()).isZero();
      assertThat(pictures(Clip.read(folder.resolve("patient.flv")).tags())).hasSizeGreaterThan(60);
    }
  }

  private static Process publish(String key) throws IOException {
    return FfmpegProgram.FFMPEG
        .command(
            List.of(
                "-loglevel",
                "error",
                "-re",
                "-i",
                file.toString(),
                "-c",
                "copy",
                "-f",
                "flv",
                origin.rtmpUrl(key)))
        .start();
  }

  private static Process record(String url, String name) throws IOException {
    return FfmpegProgram.FFMPEG
        .command(
            List.of(
                "-y",
                "-loglevel",
                "error",
                "-i",
                url,
                "-t",
                "3",
                "-c",
                "copy",
                folder.resolve(name).toString()))
        .start();
  }

  private static FlvViewer.Seen firstOf(
      List<FlvViewer.Seen> seen, java.util.function.Predicate<FlvViewer.Seen> which) {
    return seen.stream().filter(which).findFirst().orElseThrow();
  }

  private static void assertGoesUp(List<FlvViewer.Seen> seen) {
    for (int kind : new int[] {8, 9}) {
      List<Integer> times =
          seen.stream()
              .map(FlvViewer.Seen::tag)
              .filter(tag -> tag.typeId() == kind)
              .map(Clip.Tag::timestamp)
              .toList();
      assertThat(times).isSorted();
    }
  }

  /** Bodies of one kind in order, without those that only end a stream. */
  private static List<ByteBuf> bodies(List<Clip.Tag> tags, int typeId) {
    return tags.stream()
        .filter(tag -> tag.typeId() == typeId && tag.body().readableBytes() > 5)
        .map(Clip.Tag::body)
        .toList();
  }

  /** What the video tags carry behind their five bytes of header. */
  private static Set<ByteBuf> pictures(List<Clip.Tag> tags) {
    Set<ByteBuf> pictures = new HashSet<>();
    for (ByteBuf body : bodies(tags, 9)) {
      if (body.getByte(1) == 1) {
        pictures.add(body.slice(5, body.readableBytes() - 5));
      }
    }
    return pictures;
  }
}
