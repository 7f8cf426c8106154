package io.linkmic.media.mix;

import java.util.Arrays;
import java.util.Random;

/** Runs a mixer over whole sounds and collects what comes out, delay included. */
final class MixRun {

  /** Decides who is in which block, and how loud. */
  interface Gains {
    /** Value that says the slot is not added. */
    float ABSENT = -1;

    float of(int slot, int block);
  }

  final float[] mix;
  final float[][] minus;

  private MixRun(int floats, int slots) {
    mix = new float[floats];
    minus = new float[slots][floats];
  }

  static MixRun of(float[][] sounds, Gains gains) {
    int blocks = sounds[0].length / SoundMixer.BLOCK_FLOATS;
    MixRun run = new MixRun(blocks * SoundMixer.BLOCK_FLOATS, sounds.length);
    SoundMixer mixer = new SoundMixer(sounds.length);
    float[] out = new float[SoundMixer.BLOCK_FLOATS];
    for (int block = 0; block < blocks; block++) {
      mixer.begin();
      for (int slot = 0; slot < sounds.length; slot++) {
        float gain = gains.of(slot, block);
        if (gain != Gains.ABSENT) {
          mixer.add(slot, sounds[slot], block * SoundMixer.BLOCK_SAMPLES, gain);
        }
      }
      mixer.mix(out);
      System.arraycopy(out, 0, run.mix, block * out.length, out.length);
      for (int slot = 0; slot < sounds.length; slot++) {
        mixer.minus(slot, out);
        System.arraycopy(out, 0, run.minus[slot], block * out.length, out.length);
      }
    }
    return run;
  }

  /** Everybody in all of the time, untouched. */
  static MixRun of(float[]... sounds) {
    return of(sounds, (slot, block) -> 1);
  }

  /** From the second block on: without the ramp of the beginning. */
  static float[] steady(float[] sound) {
    return Arrays.copyOfRange(sound, 2 * SoundMixer.BLOCK_FLOATS, sound.length);
  }

  static float peak(float[] sound) {
    float peak = 0;
    for (float sample : sound) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /** Largest step from one sample of a channel to the next. */
  static float steepest(float[] stereo) {
    float step = 0;
    for (int i = 2; i < stereo.length; i++) {
      step = Math.max(step, Math.abs(stereo[i] - stereo[i - 2]));
    }
    return step;
  }

  static float[] noise(long seed, float amplitude, int samples) {
    Random random = new Random(seed);
    float[] noise = new float[samples * 2];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = amplitude * (2 * random.nextFloat() - 1);
    }
    return noise;
  }

  static float[] scaled(float[] sound, float gain) {
    float[] scaled = sound.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= gain;
    }
    return scaled;
  }

  static double decibels(double ratio) {
    return 20 * Math.log10(Math.max(ratio, 1e-15));
  }
}
