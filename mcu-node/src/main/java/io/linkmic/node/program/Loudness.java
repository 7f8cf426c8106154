package io.linkmic.node.program;

import io.linkmic.media.audio.Fade;

/** One host's gain: moved over a frame so that no step is heard, held within full scale. */
final class Loudness {
  private float now = 1;

  /**
   * In place.
   *
   * @param stereo interleaved float, 48 kHz
   * @param samples per channel
   */
  void apply(float[] stereo, int samples, float wanted) {
    if ((now == 1 && wanted == 1) || samples <= 0) {
      return;
    }
    Fade.ramp(stereo, 0, samples, now, wanted);
    now = wanted;
    if (wanted > 1) {
      for (int i = 0; i < samples * 2; i++) {
        stereo[i] = limited(stereo[i]);
      }
    }
  }

  /** As before: for what is made up in place of what was lost. */
  void applyAgain(float[] stereo, int samples) {
    apply(stereo, samples, now);
  }

  /** Straight up to −3 dB, then bent so that full scale is never passed. */
  private static float limited(float sample) {
    float size = Math.abs(sample);
    float knee = 0.7f;
    if (size <= knee) {
      return sample;
    }
    float over = (size - knee) / (1 - knee);
    return Math.copySign(knee + (1 - knee) * (over / (1 + over)), sample);
  }
}
