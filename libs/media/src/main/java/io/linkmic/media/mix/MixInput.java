package io.linkmic.media.mix;

import java.util.Arrays;

/** What one host puts into the mix: its last block after gain, and how loud it stands. */
final class MixInput {

  /** Way from 0 to 1 along a raised cosine over a block; each value twice, for both channels. */
  static final float[] RAMP = ramp(SoundMixer.BLOCK_SAMPLES);

  // 5 ms of fade-out fit into the half of a block that the mirror leaves free.
  private static final int TAIL_SAMPLES = SoundMixer.BLOCK_SAMPLES / 2;
  private static final float[] TAIL = ramp(TAIL_SAMPLES);

  private final float[] block = new float[SoundMixer.BLOCK_FLOATS];
  private float gain;
  private boolean added;
  private boolean heard;

  private static float[] ramp(int samples) {
    float[] ramp = new float[samples * 2];
    for (int i = 0; i < samples; i++) {
      ramp[2 * i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / samples));
      ramp[2 * i + 1] = ramp[2 * i];
    }
    return ramp;
  }

  void begin() {
    added = false;
  }

  void add(float[] pcm, int fromSample, float wanted) {
    if (added) {
      throw new IllegalStateException("the slot is in this block already");
    }
    added = true;
    heard = gain != 0 || wanted != 0;
    if (heard) {
      // Copied first: with one index for both arrays the compiler can make vectors of the loop.
      System.arraycopy(pcm, fromSample * 2, block, 0, block.length);
      amplify(block, gain, wanted);
    }
    gain = wanted;
  }

  private static void amplify(float[] block, float from, float to) {
    if (from != to) {
      float way = to - from;
      for (int i = 0; i < block.length; i++) {
        block[i] *= from + way * RAMP[i];
      }
    } else if (to != 1) {
      for (int i = 0; i < block.length; i++) {
        block[i] *= to;
      }
    }
  }

  /** All inputs of the block are there; whoever is missing dies away or is silent. */
  void settle() {
    if (!added) {
      heard = gain != 0;
      if (heard) {
        dieAway();
      }
      gain = 0;
    }
  }

  /**
   * Nobody said that the block before was the last one, so what follows is made of it: its end read
   * backwards joins without a step, and has no steeper step inside than the sound itself had.
   */
  private void dieAway() {
    int last = block.length - 2;
    for (int i = 0; i < TAIL.length; i += 2) {
      float way = 1 - TAIL[i];
      block[i] = block[last - i] * way;
      block[i + 1] = block[last - i + 1] * way;
    }
    Arrays.fill(block, TAIL.length, block.length, 0f);
  }

  void addTo(float[] sum) {
    if (heard) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += block[i];
      }
    }
  }

  /** Sets {@code out} to the sum without this input. */
  void takeFrom(float[] sum, float[] out) {
    if (heard) {
      for (int i = 0; i < out.length; i++) {
        out[i] = sum[i] - block[i];
      }
    } else {
      System.arraycopy(sum, 0, out, 0, sum.length);
    }
  }
}
