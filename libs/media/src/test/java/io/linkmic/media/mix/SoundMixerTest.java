package io.linkmic.media.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.linkmic.media.mix.MixRun.Gains;
import io.linkmic.media.sound.Measure;
import io.linkmic.media.sound.TestSounds;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundMixerTest {

  private static final int SECOND = 48_000;
  private static final int DELAY_FLOATS = SoundMixer.DELAY_SAMPLES * 2;

  @Test
  void nobody_is_silence_in_every_output() {
    MixRun run = MixRun.of(new float[3][SECOND * 2], (slot, block) -> Gains.ABSENT);
    assertThat(run.mix).containsOnly(0);
    assertThat(run.minus[1]).containsOnly(0);
  }

  @Test
  void one_host_comes_out_bit_for_bit_and_late_by_the_delay() {
    float[] music = TestSounds.music(1);
    MixRun run = MixRun.of(music);
    int from = SoundMixer.BLOCK_FLOATS;
    assertThat(Arrays.copyOfRange(run.mix, from + DELAY_FLOATS, run.mix.length))
        .isEqualTo(Arrays.copyOfRange(music, from, run.mix.length - DELAY_FLOATS));
    assertThat(run.minus[0]).containsOnly(0);
  }

  @Test
  void the_mix_is_the_sum_of_all_with_their_gains() {
    float[][] sounds = {
      TestSounds.sine(300, 0.2, SECOND),
      TestSounds.sine(1000, 0.1, SECOND),
      TestSounds.sine(5000, 0.2, SECOND)
    };
    float[] gains = {0.5f, 2, 1};
    MixRun run = MixRun.of(sounds, (slot, block) -> gains[slot]);
    for (int i = SoundMixer.BLOCK_FLOATS; i < run.mix.length - DELAY_FLOATS; i += 997) {
      float first = 0.5f * sounds[0][i];
      float others = 2 * sounds[1][i] + sounds[2][i];
      assertThat(run.mix[i + DELAY_FLOATS]).isEqualTo(first + others, within(1e-6f));
      assertThat(run.minus[0][i + DELAY_FLOATS]).isEqualTo(others, within(1e-6f));
    }
  }

  @Test
  void gain_arrives_by_the_end_of_its_block_without_a_step() {
    float[] level = new float[SECOND * 2];
    Arrays.fill(level, 0.1f);
    MixRun run = MixRun.of(new float[][] {level}, (slot, block) -> block < 50 ? 1 : 4);
    int changed = 50 * SoundMixer.BLOCK_FLOATS + DELAY_FLOATS;
    assertThat(run.mix[changed - 2]).isEqualTo(0.1f);
    assertThat(run.mix[changed + 480]).isEqualTo(0.25f, within(0.002f));
    assertThat(run.mix[changed + SoundMixer.BLOCK_FLOATS - 2]).isEqualTo(0.4f, within(1e-5f));
    assertThat(run.mix[changed + SoundMixer.BLOCK_FLOATS]).isEqualTo(0.4f, within(1e-6f));
    // A raised cosine over 480 samples is at most pi / 960 of its way steep.
    assertThat(MixRun.steepest(run.mix)).isLessThan(0.3f * (float) Math.PI / 960 * 1.01f);
  }

  @Test
  void coming_and_leaving_make_no_click() {
    float amplitude = 0.3f;
    float[] sine = TestSounds.sine(220, amplitude, 2 * SECOND);
    // In and out every 70 ms, with no word of warning; 220 Hz meets the edges at all phases.
    MixRun run =
        MixRun.of(
            new float[][] {sine, new float[sine.length]},
            (slot, block) -> slot == 1 || block / 7 % 2 == 0 ? 1 : Gains.ABSENT);
    float own = (float) (amplitude * 2 * Math.PI * 220 / SECOND);
    float fading = (float) (amplitude * Math.PI / 480);
    float steepest = MixRun.steepest(run.mix);
    System.out.printf(
        "steepest step %.5f of a sine that has %.5f itself, cut off: up to %.1f%n",
        steepest, own, amplitude);
    assertThat(steepest).isLessThan(own + fading);
    assertThat(MixRun.steepest(run.minus[1])).isEqualTo(steepest);
    assertThat(MixRun.peak(run.mix)).isLessThanOrEqualTo(amplitude);
  }

  @Test
  void who_left_is_silent_5_ms_later_and_who_is_back_comes_up_from_silence() {
    float[] level = new float[SECOND * 2];
    Arrays.fill(level, 0.5f);
    MixRun run =
        MixRun.of(
            new float[][] {level}, (slot, block) -> block >= 10 && block < 13 ? Gains.ABSENT : 1);
    int left = 10 * SoundMixer.BLOCK_FLOATS + DELAY_FLOATS;
    assertThat(run.mix[left]).isEqualTo(0.5f, within(1e-4f));
    int back = 13 * SoundMixer.BLOCK_FLOATS + DELAY_FLOATS;
    assertThat(Arrays.copyOfRange(run.mix, left + 480, back)).containsOnly(0);
    assertThat(run.mix[back]).isEqualTo(0, within(1e-4f));
    assertThat(run.mix[back + SoundMixer.BLOCK_FLOATS]).isEqualTo(0.5f);
  }

  @Test
  void sixteen_full_scale_hosts_never_pass_the_ceiling() {
    float[][] sounds = new float[16][];
    for (int slot = 0; slot < sounds.length; slot++) {
      sounds[slot] = slot % 2 == 0 ? MixRun.noise(slot, 1, SECOND) : sine(100 * slot);
    }
    sounds[15] = sounds[1];
    MixRun run = MixRun.of(sounds, (slot, block) -> (block + slot) % 40 < 30 ? 1 : Gains.ABSENT);
    assertThat(MixRun.peak(run.mix)).isBetween(0.9f, SoundMixer.CEILING);
    for (float[] minus : run.minus) {
      assertThat(MixRun.peak(minus)).isBetween(0.9f, SoundMixer.CEILING);
    }
  }

  @Test
  void own_voice_is_not_in_the_minus_one() {
    float[][] sounds = {TestSounds.speech(2), MixRun.noise(3, 0.05f, 2 * SECOND), sine(440, 0.1)};
    double quiet = ownVoice(sounds);
    System.out.printf("own voice in the minus-one, no limiting: %.1f dB%n", quiet);
    assertThat(quiet).isLessThan(-100);
  }

  @Test
  void own_voice_is_not_in_the_minus_one_while_the_mix_is_limited() {
    float[] shout = MixRun.scaled(TestSounds.speech(2), 1 / 0.6f);
    // Alone too loud for the ceiling together with the others, who are limited among themselves.
    float[][] sounds = {shout, MixRun.noise(3, 0.8f, 2 * SECOND), sine(440, 0.7)};
    double limited = ownVoice(sounds);
    System.out.printf("own voice in the minus-one, all limiting: %.1f dB%n", limited);
    assertThat(limited).isLessThan(-100);
  }

  @Test
  void a_shout_does_not_turn_down_what_its_speaker_hears() {
    float[] music = MixRun.scaled(TestSounds.music(2), 0.5f);
    float[][] sounds = {MixRun.noise(9, 1, 2 * SECOND), music};
    MixRun run = MixRun.of(sounds, (slot, block) -> slot == 0 ? 4 : 1);
    int from = SoundMixer.BLOCK_FLOATS;
    double snr =
        Measure.snrDecibels(
            Arrays.copyOfRange(music, from, music.length - DELAY_FLOATS),
            Arrays.copyOfRange(run.minus[0], from + DELAY_FLOATS, music.length),
            music.length);
    System.out.printf("others in the minus-one of one who shouts at +12 dB: SNR %.1f dB%n", snr);
    assertThat(snr).isGreaterThan(100);
  }

  /** What differs in the minus-one between a mix with the voice and one without, to the mix. */
  private static double ownVoice(float[][] sounds) {
    MixRun with = MixRun.of(sounds);
    MixRun without = MixRun.of(sounds, (slot, block) -> slot == 0 ? Gains.ABSENT : 1);
    float[] difference = with.minus[0].clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= without.minus[0][i];
    }
    assertThat(Measure.rms(with.minus[0])).isGreaterThan(0.01);
    return MixRun.decibels(Measure.rms(difference) / Measure.rms(with.mix));
  }

  @Test
  void mix_and_minus_are_late_by_the_same_with_and_without_limiting() {
    for (float loud : new float[] {0.5f, 8}) {
      float[] click = MixRun.scaled(TestSounds.click(24_000, SECOND), loud);
      MixRun run = MixRun.of(new float[SECOND * 2], click);
      int at = 24_000 + SoundMixer.DELAY_SAMPLES;
      assertThat(Measure.loudestSample(run.mix)).isEqualTo(at);
      assertThat(Measure.loudestSample(run.minus[0])).isEqualTo(at);
      assertThat(run.minus[0]).isEqualTo(run.mix);
    }
  }

  @Test
  void a_minus_one_asked_for_late_comes_up_from_silence() {
    float[] out = new float[SoundMixer.BLOCK_FLOATS];
    float[] heard = new float[3 * SoundMixer.BLOCK_FLOATS];
    float[] level = new float[SoundMixer.BLOCK_FLOATS];
    Arrays.fill(level, 0.5f);
    SoundMixer mixer = new SoundMixer(2);
    for (int block = 0; block < 10; block++) {
      mixer.begin();
      mixer.add(1, level, 0, 1);
      if (block >= 7) {
        mixer.minus(0, out);
        System.arraycopy(out, 0, heard, (block - 7) * out.length, out.length);
      }
    }
    assertThat(MixRun.steepest(heard)).isLessThan(0.5f * (float) Math.PI / 960 * 1.01f);
    assertThat(heard[heard.length - 1]).isEqualTo(0.5f);
  }

  @Test
  void nothing_is_allocated_per_block() {
    float[] pcm = MixRun.noise(1, 0.4f, SoundMixer.BLOCK_SAMPLES);
    float[] out = new float[SoundMixer.BLOCK_FLOATS];
    SoundMixer mixer = new SoundMixer(9);
    SoundMeter meter = new SoundMeter(9);
    ActiveSpeaker speaker = new ActiveSpeaker(9);
    SoundInput input = new SoundInput(0);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().threadId();
    long allocated = Long.MAX_VALUE;
    // Several rounds: the first may pay for classes that are loaded.
    for (int round = 0; round < 3; round++) {
      long before = threads.getThreadAllocatedBytes(id);
      for (int block = 0; block < 500; block++) {
        mixer.begin();
        for (int slot = 0; slot < 9; slot++) {
          // From one voice, which rests, to nine, which are limited; a tail now and then.
          if (slot <= block / 50 && (block + slot) % 30 != 0) {
            input.append(pcm, 0, SoundMixer.BLOCK_SAMPLES);
            input.read(input.position() - SoundMixer.BLOCK_SAMPLES, out);
            mixer.add(slot, out, 0, 1 + slot % 2);
            meter.measure(slot, out, 0);
            speaker.hear(slot, meter.blockLevel(slot));
          }
        }
        speaker.elect(block);
        mixer.mix(out);
        for (int slot = 0; slot < 9; slot++) {
          mixer.minus(slot, out);
        }
      }
      allocated = Math.min(allocated, threads.getThreadAllocatedBytes(id) - before);
    }
    assertThat(allocated).isZero();
  }

  @Test
  void misuse_is_told() {
    float[] pcm = new float[SoundMixer.BLOCK_FLOATS];
    SoundMixer mixer = new SoundMixer(2);
    assertThatThrownBy(() -> mixer.add(0, pcm, 0, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> mixer.mix(pcm)).isInstanceOf(IllegalStateException.class);
    mixer.begin();
    mixer.add(0, pcm, 0, 1);
    assertThatThrownBy(() -> mixer.add(0, pcm, 0, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> mixer.add(1, pcm, 0, Float.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    mixer.mix(pcm);
    assertThatThrownBy(() -> mixer.mix(pcm)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> mixer.add(1, pcm, 0, 1)).isInstanceOf(IllegalStateException.class);
  }

  private static float[] sine(double hertz) {
    return TestSounds.sine(hertz, 1, SECOND);
  }

  private static float[] sine(double hertz, double amplitude) {
    return TestSounds.sine(hertz, amplitude, 2 * SECOND);
  }
}
