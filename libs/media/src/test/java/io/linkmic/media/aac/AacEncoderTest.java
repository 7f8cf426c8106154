package io.linkmic.media.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.media.sound.FfmpegAudioDecoder;
import io.linkmic.media.sound.Measure;
import io.linkmic.media.sound.NoiseToMask;
import io.linkmic.media.sound.TestSounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AacEncoderTest {

  private static final int FRAME = 2 * AacEncoder.FRAME_SAMPLES;

  @Test
  void audio_specific_config_says_lc_48_khz_stereo() {
    try (AacEncoder encoder = encoder()) {
      var config = encoder.audioSpecificConfig();
      // 00010 object type 2 (LC) · 0011 48 kHz · 0010 two channels · 000
      assertThat(config.get(0)).isEqualTo((byte) 0b0001_0001);
      assertThat(config.get(1)).isEqualTo((byte) 0b1001_0000);
    }
  }

  @Test
  void positions_are_an_unbroken_grid_that_starts_one_frame_early() {
    List<Long> positions = new ArrayList<>();
    float[] music = TestSounds.music(2);
    try (AacEncoder encoder = encoder()) {
      for (int at = 0; at + FRAME <= music.length; at += FRAME) {
        encoder.encode(music, at, (data, length, position) -> positions.add(position));
      }
    }
    for (int i = 0; i < positions.size(); i++) {
      assertThat(positions.get(i)).isEqualTo(1024L * i - 1024);
    }
    assertThat(positions).hasSize(music.length / FRAME - 1);
  }

  @Test
  void click_comes_out_at_the_sample_its_packet_stands_for() {
    float[] back = roundTrip(TestSounds.click(24_000, 48_128));
    assertThat(Measure.loudestSample(back)).isBetween(23_998, 24_002);
  }

  @Test
  void sine_keeps_frequency_and_level() {
    float[] back = roundTrip(TestSounds.sine(1000, 0.5, 48_128));
    float[] steady = Arrays.copyOfRange(back, 9600, 76_800);
    assertThat(Measure.peakHertz(steady)).isBetween(999.5, 1000.5);
    assertThat(Measure.rms(steady)).isBetween(0.5 / Math.sqrt(2) * 0.99, 0.5 / Math.sqrt(2) * 1.01);
  }

  @Test
  void loud_pure_tone_is_not_cut() {
    for (double hertz : new double[] {100, 1000, 8000}) {
      float[] sine = TestSounds.sine(hertz, 0.9, 48_128);
      float[] back = roundTrip(sine);
      float[] wanted = Arrays.copyOfRange(sine, 19_200, 76_800);
      float[] steady = Arrays.copyOfRange(back, 19_200, 76_800);
      assertThat(Measure.snrDecibels(wanted, steady, steady.length)).isGreaterThan(35);
    }
  }

  @Test
  void speech_and_music_stay_below_the_mask_for_the_most_part() {
    for (float[] sound : List.of(TestSounds.speech(5), TestSounds.music(5))) {
      float[] back = roundTrip(sound);
      var quality = NoiseToMask.compare(sound, back, sound.length / 2 - 2048);
      assertThat(quality.meanDecibels()).isLessThan(-8);
      assertThat(quality.segmentalSnr()).isGreaterThan(25);
    }
  }

  @Test
  void rate_stays_at_128_kbit_per_second() {
    long[] bytes = new long[1];
    float[] music = TestSounds.music(5);
    try (AacEncoder encoder = encoder()) {
      for (int at = 0; at + FRAME <= music.length; at += FRAME) {
        encoder.encode(music, at, (data, length, position) -> bytes[0] += length);
      }
    }
    assertThat(bytes[0] * 8 / 5).isBetween(115_000L, 141_000L);
  }

  @Test
  void sound_after_repeated_silence_is_as_clean_as_ever() {
    float[] sound = new float[60 * FRAME];
    float[] music = TestSounds.music(1);
    System.arraycopy(music, 0, sound, 0, 10 * FRAME);
    System.arraycopy(music, 0, sound, 40 * FRAME, 20 * FRAME);
    float[] back = roundTrip(sound);
    float[] silence = Arrays.copyOfRange(back, 12 * FRAME, 40 * FRAME);
    assertThat(Measure.rms(silence)).isLessThan(1e-4);
    float[] again = Arrays.copyOfRange(back, 40 * FRAME, 58 * FRAME);
    float[] wanted = Arrays.copyOfRange(sound, 40 * FRAME, 58 * FRAME);
    assertThat(Measure.snrDecibels(wanted, again, again.length)).isGreaterThan(15);
  }

  @Test
  void lasting_silence_repeats_one_small_packet() {
    List<byte[]> packets = encode(new float[40 * FRAME]);
    assertThat(packets.subList(10, packets.size())).allMatch(p -> Arrays.equals(p, packets.get(9)));
    assertThat(packets.getLast().length).isLessThan(20);
  }

  @Test
  void wrong_setting_is_our_failure_and_leaks_nothing() {
    assertThatThrownBy(() -> new AacEncoder(AacSettings.stereo(-5)))
        .isInstanceOf(AacException.class);
  }

  @Test
  void closing_twice_is_harmless_and_use_afterwards_is_our_bug() {
    AacEncoder encoder = encoder();
    encoder.close();
    encoder.close();
    assertThatThrownBy(() -> encoder.encode(new float[FRAME], 0, (d, n, p) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  private static AacEncoder encoder() {
    return new AacEncoder(AacSettings.stereo(128_000));
  }

  private static List<byte[]> encode(float[] sound) {
    List<byte[]> packets = new ArrayList<>();
    try (AacEncoder encoder = encoder()) {
      for (int at = 0; at + FRAME <= sound.length; at += FRAME) {
        encoder.encode(sound, at, (data, n, position) -> packets.add(Arrays.copyOf(data, n)));
      }
    }
    return packets;
  }

  /** Decodes with FFmpeg and puts every packet's samples where its position says. */
  private static float[] roundTrip(float[] sound) {
    float[] back = new float[sound.length];
    float[] frame = new float[FRAME * 2];
    try (AacEncoder encoder = encoder();
        FfmpegAudioDecoder decoder = new FfmpegAudioDecoder("aac", encoder.audioSpecificConfig())) {
      for (int at = 0; at + FRAME <= sound.length; at += FRAME) {
        encoder.encode(
            sound,
            at,
            (data, length, position) -> {
              assertThat(decoder.decode(data, length, frame, 0)).isEqualTo(1024);
              if (position >= 0) {
                System.arraycopy(frame, 0, back, (int) (2 * position), FRAME);
              }
            });
      }
    }
    return back;
  }
}
