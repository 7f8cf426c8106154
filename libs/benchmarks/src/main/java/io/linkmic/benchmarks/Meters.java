package io.linkmic.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/**
 * A service's meters at one moment.
 *
 * @param values by series as Prometheus' text writes it, labels included
 */
record Meters(Map<String, Double> values) {
  /** Bounds in ms: a reader of two moments gets quantiles of what came between. */
  static final String BUCKETS =
      "1ms,2ms,3ms,4ms,5ms,6ms,7ms,8ms,9ms,10ms,11ms,12ms,13ms,14ms,15ms,"
          + "16ms,17ms,18ms,19ms,20ms,22ms,24ms,26ms,28ms,30ms,32ms,34ms,36ms,38ms,40ms,45ms,50ms,55ms,"
          + "60ms,70ms,80ms,100ms,120ms,150ms,200ms,300ms,500ms,1s,2s,5s";

  static Meters of(String text) {
    Map<String, Double> values = new TreeMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int blank = line.lastIndexOf(' ');
          values.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
        });
    return new Meters(values);
  }

  /** The option that makes a service publish {@link #BUCKETS} of a timer. */
  static String bucketsOf(String timer) {
    return "--management.metrics.distribution.slo." + timer + "=" + BUCKETS;
  }

  /** The sum over all labels; 0 for a meter that is not there. */
  double sum(String name) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** What a counter grew by since. */
  double since(Meters before, String name) {
    return sum(name) - before.sum(name);
  }

  /** One of a timer's published quantiles in ms, over the time the service keeps; −1 without. */
  double publishedMillis(String timer, String q) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().startsWith(timer + "_seconds{"))
        .filter(e -> e.getKey().contains("quantile=\"" + q + "\""))
        .mapToDouble(e -> e.getValue() * 1000)
        .findFirst()
        .orElse(-1);
  }

  /**
   * A quantile in ms of what a timer with buckets saw since, even within a bucket; −1 if nothing.
   */
  double millisSince(Meters before, String timer, double q) {
    TreeMap<Double, Double> counts = new TreeMap<>();
    String bucket = timer + "_seconds_bucket{";
    values.forEach((series, value) -> {
      if (series.startsWith(bucket)) {
        double grown = value - before.values().getOrDefault(series, 0.0);
        counts.merge(bound(series), grown, Double::sum);
      }
    });
    if (counts.isEmpty() || counts.lastEntry().getValue() <= 0) {
      return -1;
    }
    double rank = q * counts.lastEntry().getValue();
    double lower = 0;
    double below = 0;
    for (var each : counts.entrySet()) {
      double upper = each.getKey();
      double upTo = each.getValue();
      if (upTo >= rank) {
        double within = upTo == below ? 1 : (rank - below) / (upTo - below);
        return 1000 * (Double.isInfinite(upper) ? lower : lower + within * (upper - lower));
      }
      lower = upper;
      below = upTo;
    }
    return 1000 * lower;
  }

  private static double bound(String series) {
    int from = series.indexOf("le=\"") + 4;
    String bound = series.substring(from, series.indexOf('"', from));
    return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
  }
}
