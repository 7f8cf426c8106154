package io.linkmic.media.sound;

/** Figures of interleaved stereo sounds; all look at the left channel unless they say otherwise. */
public final class Measure {

  private Measure() {}

  /** Of both channels. */
  public static double rms(float[] stereo) {
    double sum = 0;
    for (float sample : stereo) {
      sum += sample * (double) sample;
    }
    return Math.sqrt(sum / stereo.length);
  }

  /** Frequency by counting upward zero crossings, fit for pure tones. */
  public static double peakHertz(float[] stereo) {
    double first = -1;
    double last = -1;
    int crossings = 0;
    for (int i = 2; i < stereo.length; i += 2) {
      float a = stereo[i - 2];
      float b = stereo[i];
      if (a < 0 && b >= 0) {
        last = i / 2.0 - b / (b - a);
        if (first < 0) {
          first = last;
        } else {
          crossings++;
        }
      }
    }
    return crossings / (last - first) * 48_000;
  }

  /** Where the largest magnitude stands, in samples per channel. */
  public static int loudestSample(float[] stereo) {
    int best = 0;
    for (int i = 0; i < stereo.length; i += 2) {
      if (Math.abs(stereo[i]) > Math.abs(stereo[best])) {
        best = i;
      }
    }
    return best / 2;
  }

  /** Over the first {@code floats} of both arrays. */
  public static double snrDecibels(float[] reference, float[] other, int floats) {
    int n = Math.min(floats, Math.min(reference.length, other.length));
    double signal = 0;
    for (int i = 0; i < n; i++) {
      signal += reference[i] * (double) reference[i];
    }
    return 10 * Math.log10(signal / Math.max(errorEnergy(reference, other, 0, n), 1e-12));
  }

  public static double errorEnergy(float[] reference, float[] other, int from, int floats) {
    double error = 0;
    for (int i = from; i < from + floats; i++) {
      double d = reference[i] - other[i];
      error += d * d;
    }
    return error;
  }
}
