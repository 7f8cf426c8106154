package io.linkmic.media.picture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * One of the three planes of an overlay: samples already multiplied by their opacity, and how much
 * of the canvas shines through. Rows are kept as runs, so that what is transparent costs nothing
 * and what is opaque is copied.
 */
final class OverlayPlane {

  private static final int OPAQUE = 255;

  private final int width;
  private final int height;

  /** Offset included: 16 or 128 times the opacity. */
  private final byte[] samples;

  /** 255 minus the opacity, 0 to 255. */
  private final byte[] through;

  private final MemorySegment segment;

  /** Each run as start, end in {@link #samples}; runs that are opaque have the end negated. */
  private final int[] runs;

  /** Where a row's runs begin; one more than rows. */
  private final int[] rows;

  private OverlayPlane(int width, int height, byte[] samples, byte[] through) {
    this.width = width;
    this.height = height;
    this.samples = samples;
    this.through = through;
    this.segment = MemorySegment.ofArray(samples);
    this.rows = new int[height + 1];
    this.runs = runs();
  }

  /** Y, Cb and Cr of straight (not premultiplied) ARGB. */
  static OverlayPlane[] of(int[] argb, int width, int height) {
    return new OverlayPlane[] {
      plane(argb, width, height, 1, Weights.of(16, Colour::luma)),
      plane(argb, width, height, 2, Weights.of(128, Colour::cb)),
      plane(argb, width, height, 2, Weights.of(128, Colour::cr))
    };
  }

  /** A sample as a sum of red, green and blue: a megabyte of pixels is no place for a call each. */
  private record Weights(double offset, double red, double green, double blue) {
    static Weights of(int offset, IntToDoubleFunction value) {
      return new Weights(
          offset,
          value.applyAsDouble(0xff0000) / 255,
          value.applyAsDouble(0xff00) / 255,
          value.applyAsDouble(0xff) / 255);
    }
  }

  /** A sample is the mean of {@code step} by {@code step} pixels, each weighed by its opacity. */
  private static OverlayPlane plane(int[] argb, int width, int height, int step, Weights weights) {
    int w = width / step;
    int h = height / step;
    byte[] samples = new byte[w * h];
    byte[] through = new byte[w * h];
    double whole = 1.0 / (OPAQUE * step * step);
    for (int i = 0; i < w * h; i++) {
      int corner = i / w * step * width + i % w * step;
      int red = 0;
      int green = 0;
      int blue = 0;
      int opacity = 0;
      for (int j = 0; j < step * step; j++) {
        int pixel = argb[corner + j / step * width + j % step];
        int alpha = pixel >>> 24;
        opacity += alpha;
        red += alpha * Colour.red(pixel);
        green += alpha * Colour.green(pixel);
        blue += alpha * Colour.blue(pixel);
      }
      if (opacity > 0) {
        double sum = weights.offset * opacity;
        sum += weights.red * red + weights.green * green + weights.blue * blue;
        samples[i] = (byte) (int) (sum * whole + 0.5);
      }
      through[i] = (byte) (OPAQUE - (opacity + step * step / 2) / (step * step));
    }
    return new OverlayPlane(w, h, samples, through);
  }

  private int[] runs() {
    int[] found = new int[16];
    int count = 0;
    for (int y = 0; y < height; y++) {
      rows[y] = count;
      int end = (y + 1) * width;
      for (int x = y * width; x < end; ) {
        int kind = kind(x);
        int start = x;
        while (x < end && kind(x) == kind) {
          x++;
        }
        if (kind != OPAQUE) {
          found = count + 2 > found.length ? Arrays.copyOf(found, count * 2) : found;
          found[count++] = start;
          found[count++] = kind == 0 ? -x : x;
        }
      }
    }
    rows[height] = count;
    return Arrays.copyOf(found, count);
  }

  /** 0 if opaque, 255 if transparent, 1 if something between. */
  private int kind(int index) {
    int value = through[index] & 0xff;
    return value == 0 || value == OPAQUE ? value : 1;
  }

  /**
   * Lays a part of the plane on another.
   *
   * @param offset of the sample under the first of this plane
   * @param clip in samples of this plane
   */
  void blend(MemorySegment target, long offset, int stride, Clip clip) {
    for (int y = clip.top; y < clip.bottom; y++) {
      long row = offset + (long) y * stride - (long) y * width;
      int left = y * width + clip.left;
      int right = y * width + clip.right;
      for (int run = rows[y]; run < rows[y + 1]; run += 2) {
        int start = Math.max(runs[run], left);
        int end = runs[run + 1];
        int until = Math.min(Math.abs(end), right);
        if (start >= until) {
          continue;
        }
        if (end < 0) {
          MemorySegment.copy(segment, start, target, row + start, until - start);
        } else {
          blend(target, row, start, until);
        }
      }
    }
  }

  /** Of a plane, right and bottom exclusive. */
  record Clip(int left, int top, int right, int bottom) {}

  private void blend(MemorySegment target, long row, int start, int end) {
    for (int i = start; i < end; i++) {
      int below = target.get(ValueLayout.JAVA_BYTE, row + i) & 0xff;
      // (v + 128) × 257 >> 16 is v / 255 rounded, exact for v up to 65,025.
      int shining = ((below * (through[i] & 0xff) + 128) * 257) >> 16;
      int sum = Math.min(OPAQUE, (samples[i] & 0xff) + shining);
      target.set(ValueLayout.JAVA_BYTE, row + i, (byte) sum);
    }
  }
}
