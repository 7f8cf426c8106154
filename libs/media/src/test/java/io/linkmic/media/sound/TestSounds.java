package io.linkmic.media.sound;

import java.util.Random;

/** Stereo sounds at 48 kHz, interleaved floats, made from a seed. */
public final class TestSounds {

  private static final int RATE = 48_000;

  private TestSounds() {}

  public static float[] silence(int seconds) {
    return new float[seconds * RATE * 2];
  }

  public static float[] sine(double hertz, double amplitude, int samples) {
    float[] pcm = new float[samples * 2];
    for (int i = 0; i < samples; i++) {
      float value = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / RATE));
      pcm[2 * i] = value;
      pcm[2 * i + 1] = value;
    }
    return pcm;
  }

  /** One short burst (1 ms of 4 kHz under a bell) whose middle is at sample {@code at}. */
  public static float[] click(int at, int samples) {
    float[] pcm = new float[samples * 2];
    for (int i = -96; i <= 96; i++) {
      double bell = Math.exp(-i * i / (2.0 * 12 * 12));
      float value = (float) (0.9 * bell * Math.cos(2 * Math.PI * 4000 * i / RATE));
      pcm[2 * (at + i)] = value;
      pcm[2 * (at + i) + 1] = value;
    }
    return pcm;
  }

  /** Syllables: a glottal pulse train through moving formants, fricative noise, pauses; a room. */
  public static float[] speech(int seconds) {
    Random random = new Random(7);
    int n = seconds * RATE;
    float[] pcm = new float[n * 2];
    Resonator[] formants = new Resonator[4];
    for (int k = 0; k < formants.length; k++) {
      formants[k] = new Resonator();
    }
    double phase = 0;
    int at = 0;
    while (at < n) {
      int length = RATE / 10 + random.nextInt(RATE / 5);
      int kind = random.nextInt(10);
      double pitch = 95 + random.nextInt(120);
      double glide = (random.nextDouble() - 0.5) * 0.4;
      double[] centers = {
        300 + random.nextInt(550), 900 + random.nextInt(1500), 2500 + random.nextInt(600), 3600
      };
      for (int i = 0; i < length && at < n; i++, at++) {
        double t = i / (double) length;
        double envelope = Math.min(1, Math.min(t, 1 - t) * 8);
        double sample;
        if (kind < 6) {
          phase += pitch * (1 + glide * t) / RATE;
          phase -= Math.floor(phase);
          double pulse = phase < 0.6 ? 0.5 - 0.5 * Math.cos(phase / 0.6 * 2 * Math.PI) : 0;
          double source = pulse - 0.3 + 0.01 * random.nextGaussian();
          sample = 0;
          for (int k = 0; k < 4; k++) {
            sample += formants[k].run(source, centers[k], 60 + 40 * k) / (1 + k);
          }
        } else if (kind < 8) {
          sample = 0.25 * formants[3].run(random.nextGaussian(), 5500, 2500);
        } else {
          sample = 0;
        }
        double room = 0.0005 * random.nextGaussian();
        pcm[2 * at] = (float) (0.35 * envelope * sample + room);
        pcm[2 * at + 1] = (float) (0.30 * envelope * sample + 0.0005 * random.nextGaussian());
      }
    }
    return normalize(pcm, 0.6f);
  }

  /** Four-note chords with ten harmonics each, panned, with drums and a noisy cymbal. */
  public static float[] music(int seconds) {
    Random random = new Random(11);
    int n = seconds * RATE;
    float[] pcm = new float[n * 2];
    int beat = RATE / 4;
    for (int start = 0, b = 0; start < n; start += beat, b++) {
      if (b % 2 == 0) {
        chord(pcm, start, random);
      }
      drum(pcm, start, b, random);
    }
    return normalize(pcm, 0.8f);
  }

  private static void chord(float[] pcm, int start, Random random) {
    int length = RATE * 6 / 10;
    double root = 110 * Math.pow(2, random.nextInt(12) / 12.0);
    int[] steps = {0, 4, 7, 12};
    for (int note = 0; note < 4; note++) {
      double f = root * Math.pow(2, steps[note] / 12.0);
      double pan = (note + 0.5) / 4;
      for (int h = 1; h <= 10 && f * h < 18_000; h++) {
        double a = 0.3 / Math.pow(h, 1.2);
        double turn = 2 * Math.PI * f * h * (1 + 0.0002 * h) / RATE;
        double phase = random.nextDouble() * 6;
        for (int i = 0; i < length && 2 * (start + i) + 1 < pcm.length; i++) {
          double envelope = Math.exp(-3.0 * i / RATE * h * 0.7) * Math.min(1, i / 200.0);
          double value = a * envelope * Math.sin(phase + turn * i);
          pcm[2 * (start + i)] += (float) (value * (1 - pan));
          pcm[2 * (start + i) + 1] += (float) (value * pan);
        }
      }
    }
  }

  private static void drum(float[] pcm, int start, int beat, Random random) {
    boolean snare = beat % 4 == 2;
    for (int i = 0; i < RATE / 5 && 2 * (start + i) + 1 < pcm.length; i++) {
      double t = i / (double) RATE;
      double cymbal = 0.05 * random.nextGaussian() * Math.exp(-t * 30);
      double hit = snare ? 0.4 * random.nextGaussian() * Math.exp(-t * 25) : 0;
      double kick =
          beat % 4 == 0 ? 0.8 * Math.sin(340 * (1 - Math.exp(-t * 18))) * Math.exp(-t * 9) : 0;
      pcm[2 * (start + i)] += (float) (hit + kick + cymbal);
      pcm[2 * (start + i) + 1] +=
          (float) (hit * 0.9 + kick + 0.05 * random.nextGaussian() * Math.exp(-t * 30));
    }
  }

  private static float[] normalize(float[] pcm, float peak) {
    float top = 1e-9f;
    for (float sample : pcm) {
      top = Math.max(top, Math.abs(sample));
    }
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] *= peak / top;
    }
    return pcm;
  }

  /** Two poles: a formant. */
  private static final class Resonator {
    private double y1;
    private double y2;

    double run(double x, double hertz, double bandwidth) {
      double r = Math.exp(-Math.PI * bandwidth / RATE);
      double y = (1 - r) * x + 2 * r * Math.cos(2 * Math.PI * hertz / RATE) * y1 - r * r * y2;
      y2 = y1;
      y1 = y;
      return y;
    }
  }
}
