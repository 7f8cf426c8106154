package io.linkmic.media.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkmic.media.ffmpeg.FfmpegProgram;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FFmpeg sums and measures the same sounds. */
class FfmpegMixIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SECOND = 48_000;

  @TempDir Path folder;

  @Test
  void ffmpegs_amix_makes_the_same_mix_and_the_same_minus_one() throws Exception {
    float[][] sounds = {
      TestSounds.speech(1), TestSounds.music(1), MixRun.noise(1, 0.1f, SECOND),
    };
    float[] gains = {0.6f, 0.4f, 0.9f};
    MixRun run = MixRun.of(sounds, (slot, block) -> gains[slot]);
    double mix = snr(amix(sounds, gains), run.mix);
    float[] withoutFirst = {0, 0.4f, 0.9f};
    double minus = snr(amix(sounds, withoutFirst), run.minus[0]);
    System.out.printf("against FFmpeg's amix: mix %.1f dB, minus-one %.1f dB%n", mix, minus);
    assertThat(mix).isGreaterThan(110);
    assertThat(minus).isGreaterThan(110);
  }

  @Test
  void ffmpegs_astats_measures_the_same_levels() throws Exception {
    for (float amplitude : new float[] {1, 0.1f, 0.003f}) {
      SoundMeter meter = new SoundMeter(1);
      float[] noise = MixRun.noise(2, amplitude, SECOND);
      for (int at = 0; at < SECOND; at += SoundMixer.BLOCK_SAMPLES) {
        meter.measure(0, noise, at);
      }
      List<String> line = new ArrayList<>(input(noise, "noise"));
      line.addAll(List.of("-af", "astats", "-f", "null", "-"));
      var finished = ffmpeg(line);
      var level = Pattern.compile("Overall.*?RMS level dB: (-?[0-9.]+)", Pattern.DOTALL);
      var found = level.matcher(finished.stderr());
      assertThat(found.find()).as(finished.stderr()).isTrue();
      assertThat((double) meter.level(0))
          .isEqualTo(-Double.parseDouble(found.group(1)), within(0.8));
    }
  }

  private static double snr(float[] theirs, float[] ours) {
    int delay = SoundMixer.DELAY_SAMPLES * 2;
    assertThat(theirs).hasSize(ours.length);
    float[] reference = MixRun.steady(Arrays.copyOf(theirs, theirs.length - delay));
    float[] mixed = MixRun.steady(Arrays.copyOfRange(ours, delay, ours.length));
    return Measure.snrDecibels(reference, mixed, mixed.length);
  }

  private float[] amix(float[][] sounds, float[] gains) throws Exception {
    String graph =
        "[0]volume=%s[a];[1]volume=%s[b];[2]volume=%s[c];[a][b][c]amix=inputs=3:normalize=0"
            .formatted(gains[0], gains[1], gains[2]);
    List<String> line = new ArrayList<>();
    for (int i = 0; i < sounds.length; i++) {
      line.addAll(input(sounds[i], "sound" + i));
    }
    line.addAll(List.of("-filter_complex", graph, "-f", "f32le", "-"));
    var finished = ffmpeg(line);
    var floats =
        ByteBuffer.wrap(finished.stdoutBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] mixed = new float[floats.remaining()];
    floats.get(mixed);
    return mixed;
  }

  private List<String> input(float[] pcm, String name) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(pcm.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(pcm);
    Path file = Files.write(folder.resolve(name), bytes.array());
    return List.of("-f", "f32le", "-ar", "48000", "-ac", "2", "-i", file.toString());
  }

  private static FfmpegProgram.Finished ffmpeg(List<String> line) throws InterruptedException {
    var finished = FfmpegProgram.FFMPEG.run(LIMIT, line.toArray(String[]::new));
    assertThat(finished.exitCode()).as(finished.stderr()).isZero();
    return finished;
  }
}
