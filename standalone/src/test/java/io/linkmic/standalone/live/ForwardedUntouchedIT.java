package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** FFmpeg publishes by WHIP; viewers who came before it watch by HTTP-FLV and by RTMP. */
@Timeout(120)
class ForwardedUntouchedIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int SECONDS = 8;

  @TempDir private static Path folder;
  private static LiveSystem system;
  private static Clip clip;

  @BeforeAll
  static void start() throws Exception {
    clip = Clip.make(folder, 30);
    system = new LiveSystem();
  }

  @AfterAll
  static void stop() throws Exception {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void nal_units_arrive_by_http_flv_and_by_rtmp_as_they_were_sent() throws Exception {
    system.openRoom("untouched", "PT30S");
    try (FlvWatcher flv = FlvWatcher.watch(system.flvUrl("untouched"))) {
      Path recorded = folder.resolve("rtmp.flv");
      Process rtmp = record(system.rtmpUrl("untouched"), recorded);
      try (WhipFfmpeg host = WhipFfmpeg.publish(system, "untouched", "host", clip.file())) {
        FfmpegProgram.Finished player = FfmpegProgram.await(rtmp, LIMIT);
        assertThat(player.exitCode()).as(player.stderr()).isZero();
        List<FlvWatcher.Tag> seen =
            flv.await("pictures", LIMIT, tags -> pictures(tags) >= SECONDS * Clip.FRAME_RATE);
        assertUntouched("HTTP-FLV", seen);
        assertUntouched("RTMP", FlvWatcher.file(recorded));
        assertSound(recorded);
      }
    }
  }

  private static long pictures(List<FlvWatcher.Tag> tags) {
    return tags.stream().filter(FlvWatcher.Tag::picture).count();
  }

  private static Process record(String url, Path target) throws Exception {
    return FfmpegProgram.FFMPEG
        .command(
            List.of(
                "-y",
                "-v",
                "error",
                "-i",
                url,
                "-t",
                Integer.toString(SECONDS),
                "-c",
                "copy",
                target.toString()))
        .start();
  }

  private static void assertUntouched(String way, List<FlvWatcher.Tag> tags) {
    List<FlvWatcher.Tag> pictures = tags.stream().filter(FlvWatcher.Tag::picture).toList();
    assertThat(tags.stream().filter(t -> !t.header()).filter(FlvWatcher.Tag::video).findFirst())
        .as(way + ": first picture")
        .hasValueSatisfying(tag -> assertThat(tag.keyFrame()).isTrue());
    List<Bytes> seen =
        pictures.stream()
            .flatMap(tag -> tag.nalUnits().stream())
            .filter(Clip::belongsToPicture)
            .toList();
    List<Bytes> sent = clip.pictureNalUnits();
    int from = sent.indexOf(seen.getFirst());
    assertThat(from).as(way + ": first IDR among those sent").isNotNegative();
    assertThat(seen).as(way).isEqualTo(sent.subList(from, from + seen.size()));
    assertThat(pictures.size()).as(way).isGreaterThan((SECONDS - 1) * Clip.FRAME_RATE);
    List<Long> times = pictures.stream().map(FlvWatcher.Tag::timestamp).toList();
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i)).as(way + ": DTS of picture " + i).isGreaterThan(times.get(i - 1));
    }
    List<Long> sounds =
        tags.stream().filter(FlvWatcher.Tag::sound).map(FlvWatcher.Tag::timestamp).toList();
    assertThat(sounds).as(way).hasSizeGreaterThan((SECONDS - 1) * 46);
    for (int i = 1; i < sounds.size(); i++) {
      assertThat(sounds.get(i) - sounds.get(i - 1)).as(way + ": sound " + i).isBetween(21L, 22L);
    }
    System.out.printf(
        "figure: %s: %d pictures, %d NAL units identical from sent unit %d on, %d AAC frames, grid"
            + " gaps 0%n",
        way, pictures.size(), seen.size(), from, sounds.size());
  }

  private static void assertSound(Path recorded) throws Exception {
    var probed =
        FfmpegProgram.FFPROBE.run(
            LIMIT,
            "-v",
            "error",
            "-select_streams",
            "a",
            "-show_entries",
            "stream=codec_name,profile,sample_rate,channels",
            "-of",
            "csv=p=0",
            recorded.toString());
    assertThat(probed.stdout().trim()).isEqualTo("aac,LC,48000,2");
  }
}
