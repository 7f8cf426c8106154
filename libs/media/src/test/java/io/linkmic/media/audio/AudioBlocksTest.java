package io.linkmic.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.sound.Measure;
import io.linkmic.media.sound.TestSounds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AudioBlocksTest {

  private static final int BLOCK = 960;

  @Test
  void block_left_alone_comes_out_bit_for_bit() {
    float[] music = TestSounds.music(1);
    float[] out = new float[music.length];
    Resampler resampler = new Resampler();
    for (int at = 0; at + 2 * BLOCK <= music.length; at += 2 * BLOCK) {
      assertThat(resampler.process(music, at, BLOCK, 0, out, at)).isEqualTo(BLOCK);
    }
    int late = 2 * Resampler.LATENCY_SAMPLES;
    assertThat(Arrays.copyOfRange(out, late, out.length))
        .isEqualTo(Arrays.copyOf(music, music.length - late));
  }

  @Test
  void stretched_sine_has_no_seam() {
    for (int adjustment : new int[] {3, -3}) {
      float[] sine = TestSounds.sine(1000, 0.5, 48_000);
      float[] out = new float[2 * sine.length];
      Resampler resampler = new Resampler();
      int filled = 0;
      for (int at = 0; at + 2 * BLOCK <= sine.length; at += 2 * BLOCK) {
        filled += 2 * resampler.process(sine, at, BLOCK, adjustment, out, filled);
      }
      assertThat(filled).isEqualTo(50 * 2 * (BLOCK + adjustment));
      double hertz = 1000.0 * BLOCK / (BLOCK + adjustment);
      double start = -Resampler.LATENCY_SAMPLES;
      double worst = 0;
      for (int i = 100; i < filled / 2; i++) {
        double time = start + i * (double) BLOCK / (BLOCK + adjustment);
        double wanted = 0.5 * Math.sin(2 * Math.PI * 1000 * time / 48_000);
        worst = Math.max(worst, Math.abs(out[2 * i] - wanted));
      }
      assertThat(worst).isLessThan(0.5 * 0.001);
      assertThat(Measure.peakHertz(Arrays.copyOfRange(out, 9600, filled)))
          .isBetween(hertz - 0.5, hertz + 0.5);
    }
  }

  @Test
  void change_between_stretching_and_not_has_no_seam() {
    float[] sine = TestSounds.sine(300, 0.5, 48_000);
    float[] out = new float[2 * sine.length];
    Resampler resampler = new Resampler();
    int filled = 0;
    for (int at = 0, block = 0; at + 2 * BLOCK <= sine.length; at += 2 * BLOCK, block++) {
      int adjustment = block % 5 == 2 ? -4 : block % 5 == 4 ? 2 : 0;
      filled += 2 * resampler.process(sine, at, BLOCK, adjustment, out, filled);
    }
    double steepest = 0;
    for (int i = 100; i < filled / 2; i++) {
      steepest = Math.max(steepest, Math.abs(out[2 * i] - out[2 * i - 2]));
    }
    assertThat(steepest).isLessThan(0.5 * 2 * Math.PI * 300 / 48_000 * 1.02);
  }

  @Test
  void drift_starts_late_goes_on_to_the_end_and_stays_small() {
    ClockDrift drift = new ClockDrift();
    assertThat(drift.adjustment(200, BLOCK)).isZero();
    assertThat(drift.adjustment(300, BLOCK)).isEqualTo(-3);
    assertThat(drift.adjustment(100, BLOCK)).isEqualTo(-3);
    assertThat(drift.adjustment(20, BLOCK)).isZero();
    assertThat(drift.adjustment(100, BLOCK)).isZero();
    assertThat(drift.adjustment(-300, BLOCK)).isEqualTo(3);
    assertThat(ClockDrift.mustJump(7000)).isFalse();
    assertThat(ClockDrift.mustJump(-8000)).isTrue();
  }

  @Test
  void fades_touch_only_their_end_of_the_block() {
    float[] block = new float[2 * BLOCK];
    Arrays.fill(block, 1);
    Fade.in(block, 0, BLOCK);
    assertThat(block[0]).isLessThan(0.001f);
    assertThat(block[2 * Fade.SAMPLES]).isEqualTo(1);
    Fade.out(block, 0, BLOCK);
    assertThat(block[2 * BLOCK - 1]).isLessThan(0.001f);
    assertThat(block[2 * (BLOCK - Fade.SAMPLES) - 1]).isEqualTo(1);
    Fade.ramp(block, 0, BLOCK, 0, 0);
    assertThat(block).containsOnly(0);
  }
}
