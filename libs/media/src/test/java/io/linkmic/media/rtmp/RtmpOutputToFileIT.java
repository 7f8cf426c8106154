package io.linkmic.media.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.aac.AacEncoder;
import io.linkmic.media.aac.AacSettings;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.flv.AacAudioData;
import io.linkmic.media.flv.AvcVideoData;
import io.linkmic.media.flv.FlvReader;
import io.linkmic.media.flv.FlvTag;
import io.linkmic.media.flv.ScriptData;
import io.linkmic.media.sound.Measure;
import io.linkmic.media.sound.TestSounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RtmpOutputToFileIT {

  private static TestPicture small;
  private static TestPicture large;

  @TempDir Path folder;

  @BeforeAll
  static void pictures() throws InterruptedException {
    small = TestPicture.make(320, 180, 50);
    large = TestPicture.make(640, 360, 25);
  }

  @Test
  void timestamps_and_access_units_are_written_as_given() throws IOException {
    Path file = folder.resolve("exact.flv");
    long start = 3_600_000_123L % (1L << 31);
    try (RtmpOutput out = open(file, small.headers())) {
      for (int i = 0; i < small.units().size(); i++) {
        var unit = small.units().get(i);
        long dts = start + 40L * i;
        assertThat(
                out.writeVideo(
                        unit.nalUnits(), 0, unit.nalUnits().length, dts, dts + 7, unit.keyFrame())
                    .ok())
            .isTrue();
        assertThat(out.writeAudio(new byte[] {0x21, 0x10}, 0, 2, dts + 3).ok()).isTrue();
      }
      assertThat(out.bytesWritten()).isEqualTo(Files.size(file));
    }
    List<FlvTag> tags = read(file);
    assertThat(ScriptData.read(tags.getFirst().data()).orElseThrow().number("width"))
        .contains(320.0);
    List<FlvTag> pictures =
        tags.stream()
            .filter(tag -> tag.type() == FlvTag.Type.VIDEO && tag.timestampMillis() > 0)
            .toList();
    assertThat(pictures).hasSameSizeAs(small.units());
    for (int i = 0; i < pictures.size(); i++) {
      AvcVideoData data = AvcVideoData.read(pictures.get(i).data()).orElseThrow();
      assertThat(pictures.get(i).timestampMillis()).isEqualTo(start + 40L * i);
      assertThat(data.compositionMillis()).isEqualTo(7);
      assertThat(TestPicture.bytes(data.payload())).isEqualTo(small.units().get(i).nalUnits());
      assertThat(data.keyFrame()).isEqualTo(small.units().get(i).keyFrame());
    }
    assertThat(
            tags.stream()
                .filter(tag -> tag.type() == FlvTag.Type.AUDIO && tag.timestampMillis() > 0)
                .map(FlvTag::timestampMillis))
        .hasSize(50)
        .first()
        .isEqualTo(start + 3);
  }

  @Test
  void changed_configuration_goes_out_before_its_idr_and_ffprobe_follows() throws Exception {
    Path file = folder.resolve("change.flv");
    try (RtmpOutput out = open(file, small.headers())) {
      write(out, small, 0);
      out.changeVideoConfig(large.configuration());
      write(out, large, 2000);
    }
    List<AvcVideoData> video = TestPicture.video(read(file));
    List<Integer> headersAt = new ArrayList<>();
    for (int i = 0; i < video.size(); i++) {
      if (video.get(i).kind() == AvcVideoData.Kind.SEQUENCE_HEADER) {
        headersAt.add(i);
      }
    }
    assertThat(headersAt).containsExactly(0, 51);
    assertThat(video.get(51).payload()).isEqualTo(large.configuration());
    var seen =
        FfmpegProgram.FFPROBE.run(
            Duration.ofSeconds(30),
            "-v",
            "error",
            "-select_streams",
            "v",
            "-show_entries",
            "frame=width",
            "-of",
            "csv=p=0",
            file.toString());
    assertThat(seen.stderr()).isEmpty();
    assertThat(seen.stdout().lines().map(line -> line.replace(",", "")).distinct())
        .containsExactly("320", "640");
    assertThat(seen.stdout().lines().filter(line -> line.startsWith("640"))).hasSize(25);
  }

  @Test
  void ffmpeg_hears_a_click_when_its_timestamp_says() throws Exception {
    Path file = folder.resolve("click.flv");
    float[] click = TestSounds.click(72_000, 96_256);
    try (AacEncoder encoder = new AacEncoder(AacSettings.stereo(128_000));
        RtmpOutput out = open(file, headersWith(encoder))) {
      for (int at = 0; at < click.length; at += 2048) {
        encoder.encode(
            click,
            at,
            (data, length, position) ->
                assertThat(out.writeAudio(data, 0, length, 1000 + position * 1000 / 48_000).ok())
                    .isTrue());
      }
    }
    float[] heard = decode(file);
    long firstTimestamp = 1000 - 1024 * 1000 / 48_000 - 1;
    double clickMillis = firstTimestamp + Measure.loudestSample(heard) / 48.0;
    assertThat(clickMillis).isBetween(1000 + 1500 - 1.0, 1000 + 1500 + 1.0);
  }

  @Test
  void sine_is_heard_with_its_frequency_and_level() throws Exception {
    Path file = folder.resolve("sine.flv");
    float[] sine = TestSounds.sine(997, 0.5, 96_256);
    try (AacEncoder encoder = new AacEncoder(AacSettings.stereo(128_000));
        RtmpOutput out = open(file, headersWith(encoder))) {
      for (int at = 0; at < sine.length; at += 2048) {
        encoder.encode(
            sine,
            at,
            (data, length, position) -> {
              if (position >= 0) {
                assertThat(out.writeAudio(data, 0, length, position * 1000 / 48_000).ok()).isTrue();
              }
            });
      }
    }
    float[] heard = Arrays.copyOfRange(decode(file), 19_200, 172_800);
    assertThat(Measure.peakHertz(heard)).isBetween(996.9, 997.1);
    assertThat(Measure.rms(heard)).isBetween(0.350, 0.357);
  }

  private static void write(RtmpOutput out, TestPicture picture, long start) {
    for (int i = 0; i < picture.units().size(); i++) {
      var unit = picture.units().get(i);
      long dts = start + 40L * i;
      assertThat(
              out.writeVideo(unit.nalUnits(), 0, unit.nalUnits().length, dts, dts, unit.keyFrame())
                  .ok())
          .isTrue();
    }
  }

  private static RtmpOutput open(Path file, StreamHeaders headers) {
    RtmpOutput out = new RtmpOutput(RtmpSettings.to("file:" + file));
    assertThat(out.open(headers)).isEqualTo(RtmpResult.Done.DONE);
    return out;
  }

  private static StreamHeaders headersWith(AacEncoder encoder) {
    return new StreamHeaders(
        small.configuration(), encoder.audioSpecificConfig(), 320, 180, 0, 128_000, 25);
  }

  private static List<FlvTag> read(Path file) throws IOException {
    List<FlvTag> tags = new ArrayList<>();
    byte[] bytes = Files.readAllBytes(file);
    new FlvReader().accept(bytes, 0, bytes.length, tags::add);
    assertThat(tags.stream().filter(t -> t.type() == FlvTag.Type.AUDIO).findFirst())
        .hasValueSatisfying(tag ->
            assertThat(AacAudioData.read(tag.data()))
                .hasValueSatisfying(data -> assertThat(data.sequenceHeader()).isTrue()));
    return tags;
  }

  /** By the program, from the first packet's first sample on, both channels. */
  private static float[] decode(Path file) throws InterruptedException {
    var raw =
        FfmpegProgram.FFMPEG.run(
            Duration.ofSeconds(30),
            "-v",
            "error",
            "-i",
            file.toString(),
            "-map",
            "0:a",
            "-f",
            "f32le",
            "pipe:1");
    assertThat(raw.stderr()).isEmpty();
    var floats = ByteBuffer.wrap(raw.stdoutBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] out = new float[floats.remaining()];
    floats.get(out);
    return out;
  }
}
