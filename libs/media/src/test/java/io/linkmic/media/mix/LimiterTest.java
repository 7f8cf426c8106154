package io.linkmic.media.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkmic.media.sound.Measure;
import io.linkmic.media.sound.TestSounds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimiterTest {

  private static final int DELAY_FLOATS = SoundMixer.DELAY_SAMPLES * 2;

  @Test
  void single_peaks_of_any_size_and_distance_stay_below_the_ceiling() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      float[] sound = MixRun.noise(seed, 0.3f, 48_000);
      for (int at = 0; at < sound.length; at += 1 + random.nextInt(600)) {
        sound[at] = (float) Math.exp(random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
      }
      assertThat(MixRun.peak(limited(sound)))
          .as("seed %d", seed)
          .isBetween(0.95f, SoundMixer.CEILING);
    }
  }

  @Test
  void gain_moves_without_a_step() {
    // A steady level that jumps by 20 dB: the sound shows the gain.
    float[] level = new float[2 * 48_000];
    Arrays.fill(level, 0, 48_000, 0.5f);
    Arrays.fill(level, 48_000, 50_000, 5f);
    Arrays.fill(level, 50_000, level.length, 0.5f);
    float[] out = limited(level);
    float worst = 0;
    for (int i = SoundMixer.BLOCK_FLOATS + DELAY_FLOATS; i < out.length; i += 2) {
      float gain = out[i] / level[i - DELAY_FLOATS];
      float before = out[i - 2] / level[i - 2 - DELAY_FLOATS];
      worst = Math.max(worst, Math.abs(gain - before));
    }
    // All of the way down, 0.8, spread evenly over the 97 samples of the look-ahead.
    assertThat(worst).isLessThan(0.81f / 97);
  }

  @Test
  void rests_bit_for_bit_again_within_two_seconds() {
    float[] music = MixRun.scaled(TestSounds.music(3), 0.9f);
    music[1000] = 3;
    float[] out = limited(music);
    int from = 2 * 96_000;
    assertThat(Arrays.copyOfRange(out, from + DELAY_FLOATS, out.length))
        .isEqualTo(Arrays.copyOfRange(music, from, music.length - DELAY_FLOATS));
    assertThat(out[1000 + DELAY_FLOATS]).isEqualTo(SoundMixer.CEILING, within(0.001f));
  }

  @Test
  void a_loud_bass_keeps_its_shape() {
    float[] bass = TestSounds.sine(41, 2, 2 * 48_000);
    float[] out = Arrays.copyOfRange(limited(bass), 96_000, 2 * 96_000);
    float[] wanted = Arrays.copyOfRange(bass, 96_000 - DELAY_FLOATS, 2 * 96_000 - DELAY_FLOATS);
    float[] clean = MixRun.scaled(wanted, (float) (Measure.rms(out) / Measure.rms(wanted)));
    double snr = Measure.snrDecibels(clean, out, out.length);
    System.out.printf("41 Hz sine limited by 6 dB: distortion %.1f dB%n", -snr);
    assertThat(snr).isGreaterThan(40);
  }

  @Test
  void both_channels_get_the_same_gain() {
    float[] sound = TestSounds.sine(300, 0.2, 48_000);
    for (int i = 0; i < sound.length; i += 2) {
      sound[i] *= 10;
    }
    float[] out = limited(sound);
    for (int i = 10_000; i < out.length; i += 2) {
      assertThat(out[i + 1]).isEqualTo(out[i] / 10, within(1e-6f));
    }
  }

  @Test
  void what_is_no_number_is_silent_and_forgotten() {
    float[] sound = TestSounds.sine(300, 0.5, 48_000);
    for (int i = 5000; i < 5100; i++) {
      sound[i] = i % 3 == 0 ? Float.NaN : i % 3 == 1 ? Float.POSITIVE_INFINITY : 1e30f;
    }
    float[] out = limited(sound);
    assertThat(MixRun.peak(out)).isLessThanOrEqualTo(0.5f);
    assertThat(Arrays.copyOfRange(out, 5100 + DELAY_FLOATS, out.length))
        .isEqualTo(Arrays.copyOfRange(sound, 5100, sound.length - DELAY_FLOATS));
  }

  private static float[] limited(float[] sound) {
    Limiter limiter = new Limiter();
    float[] out = new float[sound.length];
    float[] block = new float[SoundMixer.BLOCK_FLOATS];
    for (int at = 0; at < sound.length; at += block.length) {
      System.arraycopy(sound, at, block, 0, block.length);
      limiter.process(block, 1 + at / block.length);
      System.arraycopy(block, 0, out, at, block.length);
    }
    return out;
  }
}
