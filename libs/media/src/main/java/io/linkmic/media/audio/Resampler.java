package io.linkmic.media.audio;

import java.util.Arrays;

/**
 * Makes a block of stereo sound a few samples longer or shorter, without a seam to its neighbours.
 *
 * <p>A windowed sinc of 16 taps reads between the samples. The output is {@link #LATENCY_SAMPLES}
 * late throughout, so that a block left as it is costs two array copies and nothing else.
 */
public final class Resampler {

  /** Samples by which output trails input. */
  public static final int LATENCY_SAMPLES = 8;

  private static final int TAPS = 2 * LATENCY_SAMPLES;
  private static final int CHANNELS = 2;

  /** With linear interpolation between phases the table's own error is below −90 dB. */
  private static final int PHASES = 256;

  private static final float[] SINC = sinc();

  /** The last 16 input samples of the block before. */
  private final float[] history = new float[TAPS * CHANNELS];

  /** Hann-windowed sinc, row p = taps for a position p / 256 behind the eighth tap. */
  private static float[] sinc() {
    float[] table = new float[(PHASES + 1) * TAPS];
    for (int phase = 0; phase <= PHASES; phase++) {
      double sum = 0;
      double[] row = new double[TAPS];
      for (int tap = 0; tap < TAPS; tap++) {
        double x = tap - (LATENCY_SAMPLES - 1) - phase / (double) PHASES;
        double window = 0.5 + 0.5 * Math.cos(Math.PI * x / LATENCY_SAMPLES);
        row[tap] = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x) * window;
        sum += row[tap];
      }
      for (int tap = 0; tap < TAPS; tap++) {
        table[phase * TAPS + tap] = (float) (row[tap] / sum);
      }
    }
    return table;
  }

  /**
   * Passes one block on.
   *
   * @param in interleaved stereo from {@code inOffset}; borrowed for this call
   * @param samples per channel, at least 16
   * @param adjustment samples per channel to add (positive) or to take away
   * @param out gets {@code samples + adjustment} samples per channel from {@code outOffset};
   *     another array than {@code in}
   * @return {@code samples + adjustment}
   */
  public int process(
      float[] in, int inOffset, int samples, int adjustment, float[] out, int outOffset) {
    if (samples < TAPS || samples + adjustment <= 0) {
      throw new IllegalArgumentException("block of " + samples + " + " + adjustment + " samples");
    }
    if (adjustment == 0) {
      int old = LATENCY_SAMPLES * CHANNELS;
      System.arraycopy(history, history.length - old, out, outOffset, old);
      System.arraycopy(in, inOffset, out, outOffset + old, samples * CHANNELS - old);
    } else {
      stretch(in, inOffset, samples, samples + adjustment, out, outOffset);
    }
    System.arraycopy(in, inOffset + (samples - TAPS) * CHANNELS, history, 0, history.length);
    return samples + adjustment;
  }

  private void stretch(float[] in, int inOffset, int from, int to, float[] out, int outOffset) {
    double step = from / (double) to;
    for (int i = 0; i < to; i++) {
      // Position 0 is the sample that the block before has not given out yet.
      double position = i * step - LATENCY_SAMPLES;
      int whole = (int) Math.floor(position);
      double phase = (position - whole) * PHASES;
      int row = (int) phase;
      float between = (float) (phase - row);
      float left = 0;
      float right = 0;
      for (int tap = 0; tap < TAPS; tap++) {
        float here = SINC[row * TAPS + tap];
        float weight = here + between * (SINC[(row + 1) * TAPS + tap] - here);
        int sample = whole + tap - (LATENCY_SAMPLES - 1);
        if (sample < 0) {
          int at = (sample + TAPS) * CHANNELS;
          left += weight * history[at];
          right += weight * history[at + 1];
        } else {
          int at = inOffset + sample * CHANNELS;
          left += weight * in[at];
          right += weight * in[at + 1];
        }
      }
      out[outOffset + i * CHANNELS] = left;
      out[outOffset + i * CHANNELS + 1] = right;
    }
  }

  /** Forgets the past: the next block starts out of silence. */
  public void reset() {
    Arrays.fill(history, 0);
  }
}
