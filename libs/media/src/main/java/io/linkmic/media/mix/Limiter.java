package io.linkmic.media.mix;

import java.util.Arrays;

/**
 * Holds one output below {@link SoundMixer#CEILING}. Sees a peak {@link SoundMixer#DELAY_SAMPLES}
 * before it comes out and has turned the sound down smoothly by then; turns it up again slowly.
 * Both channels get the same gain, so that no voice moves sideways. Below the ceiling the sound
 * passes bit for bit, at the cost of a look for the peak and three copies.
 *
 * <p>The gain: what each sample needs; the least of that over {@link #WINDOW} samples; that held,
 * then released; the mean of that over {@link #WINDOW} samples. The mean at the moment a sample
 * comes out is over values that all knew of it, hence never more than it needs.
 */
final class Limiter {

  private static final int DELAY = SoundMixer.DELAY_SAMPLES;
  private static final int WINDOW = DELAY + 1;

  // A hair below, for rounding: 0.0001 dB.
  private static final float TARGET = SoundMixer.CEILING * 0.99999f;

  // 10 ms, half a period of 50 Hz: the gain does not follow the waves of a bass.
  private static final int HOLD = 480;

  // 150 ms: faster pumps audibly on speech, slower leaves a hole after a shout.
  private static final double RELEASE = -Math.expm1(-1 / (0.150 * 48_000));

  // 0.001 dB from 1 nobody hears the rest, and the limiter may rest.
  private static final double RELEASED = 0.9999;

  // No sum of decoded sound comes near; infinities and NaN must not stay in the means.
  private static final float ABSURD = 1e6f;

  private static final int MASK = 127; // of rings that hold WINDOW values

  /** The delayed samples, then the block. */
  private final float[] line = new float[DELAY * 2 + SoundMixer.BLOCK_FLOATS];

  private final float[] held = new float[WINDOW];
  private double heldSum;
  private int oldestHeld;
  private int ones;
  // Not float: near 1 the release's last steps are smaller than a float's.
  private double gain;
  private int hold;

  // The needs below 1 in the window that no later one undercuts, falling in age, rising in value.
  private final float[] needs = new float[MASK + 1];
  private final long[] needsAt = new long[MASK + 1];
  private int firstNeed;
  private int endNeed;

  private long sample;
  private long lastBlock;

  Limiter() {
    rest();
  }

  private void rest() {
    Arrays.fill(held, 1);
    heldSum = WINDOW;
    oldestHeld = 0;
    ones = WINDOW;
    gain = 1;
    hold = 0;
    firstNeed = 0;
    endNeed = 0;
  }

  /**
   * Delays and limits a block in place.
   *
   * @param number of the block; 1 is the first. After a gap the sound comes up from silence
   */
  void process(float[] block, long number) {
    if (number == lastBlock) {
      throw new IllegalStateException("this output of the block has been taken");
    }
    if (number != lastBlock + 1) {
      rest();
      Arrays.fill(line, 0f);
      for (int i = 0; i < block.length; i++) {
        block[i] *= MixInput.RAMP[i];
      }
    }
    lastBlock = number;
    System.arraycopy(block, 0, line, DELAY * 2, block.length);
    // Not "greater than": NaN has to be limited too.
    if (ones >= WINDOW && peak(block) <= SoundMixer.CEILING) {
      System.arraycopy(line, 0, block, 0, block.length);
    } else {
      limit(block);
    }
    System.arraycopy(line, block.length, line, 0, DELAY * 2);
  }

  private static float peak(float[] block) {
    float peak = 0;
    for (int i = 0; i < block.length; i++) {
      peak = Math.max(peak, Math.abs(block[i]));
    }
    return peak;
  }

  private void limit(float[] out) {
    for (int i = 0; i < out.length; i += 2) {
      float now = mean(heldOver(least(need(i + DELAY * 2))));
      out[i] = line[i] * now;
      out[i + 1] = line[i + 1] * now;
    }
    if (ones >= WINDOW) {
      rest();
    }
  }

  private float need(int at) {
    float peak = Math.max(Math.abs(line[at]), Math.abs(line[at + 1]));
    if (peak <= SoundMixer.CEILING) {
      return 1;
    }
    if (!(peak < ABSURD)) {
      line[at] = 0;
      line[at + 1] = 0;
      return 1;
    }
    return TARGET / peak;
  }

  /** Over the last {@link #WINDOW} samples, this one included. */
  private float least(float need) {
    if (need < 1) {
      while (endNeed != firstNeed && needs[(endNeed - 1) & MASK] >= need) {
        endNeed--;
      }
      needs[endNeed & MASK] = need;
      needsAt[endNeed & MASK] = sample;
      endNeed++;
    }
    if (endNeed != firstNeed && needsAt[firstNeed & MASK] <= sample - WINDOW) {
      firstNeed++;
    }
    sample++;
    return endNeed == firstNeed ? 1 : needs[firstNeed & MASK];
  }

  private float heldOver(float least) {
    if (least <= gain) {
      gain = least;
      hold = HOLD;
    } else if (hold > 0) {
      hold--;
    } else {
      gain += (least - gain) * RELEASE;
      gain = gain > RELEASED && least == 1 ? 1 : gain;
    }
    return (float) gain;
  }

  private float mean(float value) {
    heldSum += value - (double) held[oldestHeld];
    held[oldestHeld] = value;
    oldestHeld = oldestHeld + 1 == WINDOW ? 0 : oldestHeld + 1;
    ones = value == 1 ? ones + 1 : 0;
    return (float) (heldSum / WINDOW);
  }
}
