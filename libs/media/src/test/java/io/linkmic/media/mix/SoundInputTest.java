package io.linkmic.media.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundInputTest {

  private static final int BLOCK = SoundMixer.BLOCK_SAMPLES;
  private final float[] out = new float[SoundMixer.BLOCK_FLOATS];

  @Test
  void samples_come_out_at_the_positions_they_went_in() {
    SoundInput input = new SoundInput(1000);
    assertThat(input.position()).isEqualTo(1000);
    input.append(counted(0, 2000), 500, 960);
    assertThat(input.position()).isEqualTo(1960);
    assertThat(input.has(1000, 960)).isTrue();
    assertThat(input.has(1000, 961)).isFalse();
    assertThat(input.has(999, 1)).isFalse();
    assertThat(input.read(1200, out)).isEqualTo(BLOCK);
    assertThat(out).isEqualTo(counted(700, BLOCK));
  }

  @Test
  void silence_takes_its_place() {
    SoundInput input = new SoundInput(0);
    input.append(counted(0, 100), 0, 100);
    input.appendSilence(200);
    input.append(counted(300, 300), 0, 300);
    assertThat(input.position()).isEqualTo(600);
    assertThat(input.read(0, out)).isEqualTo(BLOCK);
    assertPlaces(out, 0, 0, 100, 300, BLOCK);
  }

  @Test
  void a_reader_who_is_ahead_gets_silence_and_what_comes_later_for_the_past_is_dropped() {
    SoundInput input = new SoundInput(0);
    input.append(counted(0, 200), 0, 200);
    assertThat(input.read(0, out)).isEqualTo(200);
    assertPlaces(out, 0, 0, 200);
    // Positions 200 to 480 have been played; the writer still goes on where it was.
    input.append(counted(200, 1000), 0, 1000);
    assertThat(input.position()).isEqualTo(1200);
    assertThat(input.read(BLOCK, out)).isEqualTo(BLOCK);
    assertThat(out).isEqualTo(counted(BLOCK, BLOCK));
    input.read(0, out);
    assertPlaces(out, 0, 0, 200);
  }

  @Test
  void a_reader_far_ahead_drops_all_of_an_append() {
    SoundInput input = new SoundInput(0);
    assertThat(input.read(96_000, out)).isZero();
    assertThat(out).containsOnly(0);
    input.append(counted(0, 960), 0, 960);
    assertThat(input.position()).isEqualTo(960);
    input.read(0, out);
    assertThat(out).containsOnly(0);
  }

  @Test
  void a_writer_more_than_the_capacity_ahead_drops_the_oldest() {
    SoundInput input = new SoundInput(0);
    for (int i = 0; i < 60; i++) {
      input.append(counted(i * 960L, 960), 0, 960);
    }
    long oldest = 60 * 960 - SoundInput.CAPACITY_SAMPLES;
    assertThat(input.has(oldest, SoundInput.CAPACITY_SAMPLES)).isTrue();
    assertThat(input.has(oldest - 1, 1)).isFalse();
    assertThat(input.read(oldest - 80, out)).isEqualTo(BLOCK - 80);
    assertPlaces(out, oldest - 80, oldest, oldest - 80 + BLOCK);
  }

  @Test
  void more_than_the_capacity_at_once_leaves_its_end() {
    SoundInput input = new SoundInput(7);
    float[] pcm = counted(7, 100_000);
    input.append(pcm, 0, 100_000);
    assertThat(input.position()).isEqualTo(100_007);
    assertThat(input.read(100_007 - BLOCK, out)).isEqualTo(BLOCK);
    assertThat(out).isEqualTo(counted(100_007 - BLOCK, BLOCK));
    assertThat(input.read(100_007 - SoundInput.CAPACITY_SAMPLES, out)).isEqualTo(BLOCK);
    assertThat(out).isEqualTo(counted(100_007 - SoundInput.CAPACITY_SAMPLES, BLOCK));
  }

  @Test
  void hours_of_silence_cost_one_ring() {
    SoundInput input = new SoundInput(0);
    input.append(counted(0, 960), 0, 960);
    input.appendSilence(Integer.MAX_VALUE * 4L);
    assertThat(input.position()).isEqualTo(960 + Integer.MAX_VALUE * 4L);
    for (int i = 0; i < 100; i++) {
      assertThat(input.read(input.position() - SoundInput.CAPACITY_SAMPLES + i * 480L, out))
          .isEqualTo(BLOCK);
      assertThat(out).containsOnly(0);
    }
  }

  @Test
  void agrees_with_an_endless_array_whatever_is_done() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      float[] model = new float[2_000_000];
      SoundInput input = new SoundInput(0);
      long read = 0;
      while (input.position() < 900_000) {
        int samples = random.nextInt(random.nextInt(20) == 0 ? 60_000 : 3000);
        if (random.nextInt(4) == 0) {
          input.appendSilence(samples);
        } else {
          int at = (int) input.position();
          float[] pcm = counted(at, samples);
          input.append(pcm, 0, samples);
          for (int i = (int) Math.max(0, read - at); i < samples; i++) {
            model[2 * (at + i)] = pcm[2 * i];
            model[2 * (at + i) + 1] = pcm[2 * i + 1];
          }
        }
        long from = Math.max(read, input.position() - 49_000 + random.nextInt(50_000));
        input.read(from, out);
        read = from + BLOCK;
        for (int i = 0; i < BLOCK; i++) {
          boolean gone = from + i < input.position() - SoundInput.CAPACITY_SAMPLES;
          assertThat(out[2 * i + 1])
              .as("seed %d, position %d", seed, from + i)
              .isEqualTo(gone ? 0 : model[(int) (2 * (from + i)) + 1]);
        }
      }
    }
  }

  @Test
  void misuse_is_told() {
    SoundInput input = new SoundInput(0);
    assertThatThrownBy(() -> input.append(new float[20], 1, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> input.appendSilence(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(input.position()).isZero();
  }

  /** Samples that say where they stand; exact as floats. */
  private static float[] counted(long from, int samples) {
    float[] pcm = new float[samples * 2];
    for (int i = 0; i < samples; i++) {
      pcm[2 * i] = from + i + 1;
      pcm[2 * i + 1] = -(from + i + 1);
    }
    return pcm;
  }

  /** Sound exactly at positions between the first and second of each pair of edges. */
  private static void assertPlaces(float[] block, long from, long... edges) {
    for (int i = 0; i < block.length / 2; i++) {
      boolean sound = false;
      for (int edge = 0; edge < edges.length; edge += 2) {
        sound |= from + i >= edges[edge] && from + i < edges[edge + 1];
      }
      assertThat(block[2 * i])
          .as("position %d", from + i)
          .isEqualTo(sound ? (float) (from + i + 1) : 0);
    }
  }
}
