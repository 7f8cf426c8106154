package io.linkmic.media.audio;

/** Gain on interleaved stereo, in place. */
public final class Fade {

  /** 5 ms: long enough that no click is heard, short enough that no word is swallowed. */
  public static final int SAMPLES = 240;

  private Fade() {}

  /**
   * Moves the gain from one value to another along a raised cosine.
   *
   * @param samples per channel; at the last one the gain is almost {@code to}
   */
  public static void ramp(float[] stereo, int offset, int samples, float from, float to) {
    if (from == 1 && to == 1) {
      return;
    }
    for (int i = 0, at = offset; i < samples; i++, at += 2) {
      float way = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / samples));
      float gain = from + (to - from) * way;
      stereo[at] *= gain;
      stereo[at + 1] *= gain;
    }
  }

  /** From silence: the first {@link #SAMPLES} of a block (or all, if it is shorter). */
  public static void in(float[] stereo, int offset, int samples) {
    ramp(stereo, offset, Math.min(samples, SAMPLES), 0, 1);
  }

  /** Into silence: the last {@link #SAMPLES} of a block (or all, if it is shorter). */
  public static void out(float[] stereo, int offset, int samples) {
    int length = Math.min(samples, SAMPLES);
    ramp(stereo, offset + 2 * (samples - length), length, 1, 0);
  }
}
