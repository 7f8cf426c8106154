package io.linkmic.dns.select;

import org.jspecify.annotations.Nullable;

/** Distances on the sphere, in bands of 500 km: 5 ms of light in fibre, there and back. */
final class Globe {
  static final int BAND_KILOMETRES = 500;
  private static final double EARTH_KILOMETRES = 6371;
  private static final int BANDS = (int) Math.ceil(Math.PI * EARTH_KILOMETRES / BAND_KILOMETRES);

  // Cosine of the angle at which band i ends; falling.
  private static final double[] ENDS = new double[BANDS];

  static {
    for (int i = 0; i < BANDS; i++) {
      ENDS[i] = Math.cos(Math.min(Math.PI, (i + 1) * BAND_KILOMETRES / EARTH_KILOMETRES));
    }
  }

  /** A place as a unit vector: the distance of two is one scalar product away. */
  record Point(double x, double y, double z) {}

  private Globe() {}

  static @Nullable Point point(@Nullable Double latitude, @Nullable Double longitude) {
    if (latitude == null || longitude == null) {
      return null;
    }
    double phi = Math.toRadians(latitude);
    double lambda = Math.toRadians(longitude);
    return new Point(
        Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi));
  }

  /** Number of bands. */
  static int bands() {
    return BANDS;
  }

  static int band(Point a, Point b) {
    double cosine = cosine(a, b);
    int low = 0;
    int high = BANDS - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cosine >= ENDS[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  static double kilometres(Point a, Point b) {
    return Math.acos(Math.clamp(cosine(a, b), -1, 1)) * EARTH_KILOMETRES;
  }

  private static double cosine(Point a, Point b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
  }
}
