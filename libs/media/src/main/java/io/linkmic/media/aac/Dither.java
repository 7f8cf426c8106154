package io.linkmic.media.aac;

import java.util.SplittableRandom;

/**
 * Inaudible noise under loud frames, against a weakness of libavcodec's fast coder: where a frame
 * has nothing but a loud pure tone, it spends its bits on ever finer steps until the tone itself no
 * longer fits AAC's largest quantized value (8191) and is cut (a 1 kHz beep near full scale loses
 * 2.7 dB and sounds rough). A floor of noise uses the bits up earlier. Ordinary sound has such a
 * floor.
 */
final class Dither {

  /** Tones below are not cut at 128 kbit/s (measured: from 0.45 on). */
  private static final float LOUD = 0.3f;

  /** −64 dB: 5e-4 cured every tone and chord tried, 3e-4 did not; Opus's own noise is louder. */
  private static final float SHARE = 6e-4f;

  /** Root mean square over peak: 0.71 for one tone, 0.5 for two, seldom above 0.3 for speech. */
  private static final float TONAL = 0.4f;

  private static final int FRAME = AacEncoder.FRAME_SAMPLES;

  /** Four frames of white noise: long enough that its repetition has no pitch. */
  private static final float[] NOISE = noise(4 * FRAME);

  private final SplittableRandom places = new SplittableRandom(1);

  private static float[] noise(int length) {
    SplittableRandom random = new SplittableRandom(2);
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return noise;
  }

  /** Adds noise to a frame that may need it. */
  void addTo(float[] left, float[] right, float peak) {
    if (peak < LOUD || !mayBeTones(left, right, peak)) {
      return;
    }
    float scale = peak * SHARE;
    int forLeft = places.nextInt(NOISE.length - FRAME);
    int forRight = places.nextInt(NOISE.length - FRAME);
    for (int i = 0; i < FRAME; i++) {
      left[i] += scale * NOISE[forLeft + i];
      right[i] += scale * NOISE[forRight + i];
    }
  }

  private static boolean mayBeTones(float[] left, float[] right, float peak) {
    float leftEnergy = 0;
    float rightEnergy = 0;
    for (int i = 0; i < FRAME; i++) {
      leftEnergy += left[i] * left[i];
      rightEnergy += right[i] * right[i];
    }
    float threshold = TONAL * peak;
    return Math.max(leftEnergy, rightEnergy) > FRAME * threshold * threshold;
  }
}
