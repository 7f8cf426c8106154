package io.linkmic.benchmarks;

import java.util.Arrays;

/** Collects durations and gives their quantiles. One thread writes. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = value;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** In ms; 0 when nothing was collected. */
  double quantile(double q) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, Math.floor(q * count))] / 1e6;
  }
}
