package io.linkmic.media.sound;

import java.util.Arrays;

/**
 * How audible the difference of two sounds is: noise energy per critical band against a masking
 * threshold spread from the reference. Not PEAQ, but it ranks codec settings in the same order.
 */
public final class NoiseToMask {

  private static final int N = 2048;
  private static final int BANDS = 25;

  /** Zwicker's critical-band edges, Hz. */
  private static final double[] EDGES = {
    0, 100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700,
    4400, 5300, 6400, 7700, 9500, 12_000, 15_500, 20_000
  };

  /**
   * @param meanDecibels mean noise-to-mask ratio; below −6 dB is hard to hear
   * @param audibleShare share of band-frames where noise passes the mask
   * @param segmentalSnr dB, over frames that are not silent
   */
  public record Result(double meanDecibels, double audibleShare, double segmentalSnr) {}

  private NoiseToMask() {}

  /** Compares the left channels of two interleaved stereo sounds of one alignment. */
  public static Result compare(float[] reference, float[] coded, int samples) {
    double sumNmr = 0;
    double snr = 0;
    long audible = 0;
    long cells = 0;
    int frames = 0;
    for (int start = 0; start + N <= samples; start += N / 2) {
      double[] signal = bands(reference, null, start);
      double[] noise = bands(reference, coded, start);
      double s = Arrays.stream(signal).sum();
      double e = Arrays.stream(noise).sum();
      if (s < 1e-4) {
        continue;
      }
      frames++;
      snr += Math.clamp(10 * Math.log10(s / Math.max(e, 1e-12)), -10, 60);
      double[] mask = mask(signal);
      for (int b = 0; b < BANDS; b++) {
        double nmr = 10 * Math.log10(Math.max(noise[b], 1e-12) / mask[b]);
        sumNmr += Math.max(nmr, -30);
        audible += nmr > 0 ? 1 : 0;
        cells++;
      }
    }
    return new Result(sumNmr / cells, audible / (double) cells, snr / frames);
  }

  /** Schroeder-like spreading: 25 dB/Bark downwards, 10 dB/Bark upwards; offset 8 dB. */
  private static double[] mask(double[] signal) {
    double[] mask = new double[BANDS];
    for (int b = 0; b < BANDS; b++) {
      double sum = 0;
      for (int from = 0; from < BANDS; from++) {
        double slope = from > b ? 2.5 * (from - b) : 1.0 * (b - from);
        sum += signal[from] * Math.pow(10, -slope);
      }
      double width = EDGES[b + 1] - EDGES[b];
      mask[b] = Math.max(sum * Math.pow(10, -0.8), 1e-9 * width);
    }
    return mask;
  }

  private static double[] bands(float[] reference, float[] coded, int start) {
    double[] re = new double[N];
    double[] im = new double[N];
    for (int i = 0; i < N; i++) {
      int at = 2 * (start + i);
      double x = coded == null ? reference[at] : reference[at] - coded[at];
      re[i] = x * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / N));
    }
    fft(re, im);
    double[] energy = new double[BANDS];
    for (int k = 1, b = 0; k < N / 2; k++) {
      double hertz = k * 48_000.0 / N;
      while (b < BANDS && hertz >= EDGES[b + 1]) {
        b++;
      }
      if (b == BANDS) {
        break;
      }
      energy[b] += (re[k] * re[k] + im[k] * im[k]) / N;
    }
    return energy;
  }

  private static void fft(double[] re, double[] im) {
    int n = re.length;
    for (int i = 1, j = 0; i < n; i++) {
      int bit = n >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        double t = re[i];
        re[i] = re[j];
        re[j] = t;
      }
    }
    for (int length = 2; length <= n; length <<= 1) {
      double angle = -2 * Math.PI / length;
      for (int i = 0; i < n; i += length) {
        for (int k = 0; k < length / 2; k++) {
          double c = Math.cos(angle * k);
          double s = Math.sin(angle * k);
          int p = i + k;
          int q = p + length / 2;
          double x = re[q] * c - im[q] * s;
          double y = re[q] * s + im[q] * c;
          re[q] = re[p] - x;
          im[q] = im[p] - y;
          re[p] += x;
          im[p] += y;
        }
      }
    }
  }
}
