package io.linkmic.media.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.sound.TestSounds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundMeterTest {

  private static final int BLOCK = SoundMixer.BLOCK_SAMPLES;
  private final SoundMeter meter = new SoundMeter(2);

  @Test
  void sines_have_the_levels_of_rfc_6464() {
    // 1000 Hz has ten whole periods in a block: its RMS is 3.01 dB below its peak.
    int[] expected = {3, 9, 23, 63, 123};
    double[] peaks = {1, 0.5, 0.1, 0.001, 1e-6};
    for (int i = 0; i < peaks.length; i++) {
      meter.measure(0, TestSounds.sine(1000, peaks[i], 2 * BLOCK), BLOCK);
      assertThat(meter.blockLevel(0)).isEqualTo(expected[i]);
    }
  }

  @Test
  void full_scale_is_0_and_so_is_all_beyond_and_what_is_no_number() {
    for (float value : new float[] {1, -1, 5, Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] block = new float[SoundMixer.BLOCK_FLOATS];
      Arrays.fill(block, value);
      meter.measure(0, block, 0);
      assertThat(meter.blockLevel(0)).isZero();
    }
    for (int i = 0; i < 600; i++) {
      meter.silence(0);
    }
    assertThat(meter.level(0)).isEqualTo(SoundMeter.SILENCE);
  }

  @Test
  void silence_is_127() {
    assertThat(meter.level(0)).isEqualTo(127);
    meter.measure(0, new float[SoundMixer.BLOCK_FLOATS], 0);
    assertThat(meter.level(0)).isEqualTo(127);
    assertThat(meter.blockLevel(1)).isEqualTo(127);
  }

  @Test
  void one_channel_alone_is_3_db_less() {
    float[] sine = TestSounds.sine(1000, 0.5, BLOCK);
    for (int i = 1; i < sine.length; i += 2) {
      sine[i] = 0;
    }
    meter.measure(0, sine, 0);
    assertThat(meter.blockLevel(0)).isEqualTo(12);
  }

  @Test
  void level_rises_at_once_and_falls_slowly() {
    float[] sine = TestSounds.sine(1000, 0.1, BLOCK);
    meter.measure(0, sine, 0);
    meter.measure(0, sine, 0);
    assertThat(meter.level(0)).isBetween(23, 25);
    for (int i = 0; i < 10; i++) {
      meter.silence(0);
    }
    assertThat(meter.level(0)).isBetween(25, 30);
    for (int i = 0; i < 100; i++) {
      meter.silence(0);
    }
    assertThat(meter.level(0)).isGreaterThan(45);
    meter.reset(0);
    assertThat(meter.level(0)).isEqualTo(127);
  }
}
