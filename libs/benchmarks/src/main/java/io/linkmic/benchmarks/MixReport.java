package io.linkmic.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The figures of some rounds as JSON: ratios are the rounds' medians, details of the median round.
 */
final class MixReport {
  // Less of a processor than this is not told of.
  private static final double LEAST_TOLD = 0.0005;

  private MixReport() {}

  static String json(MixWork work, List<MixRound> rounds) {
    MixRound middle = middle(rounds);
    NodeCost node = middle.node();
    CodecFloor.Cost floor = middle.floor();
    Meters before = node.before();
    Meters after = node.after();
    return String.format(
        Locale.ROOT,
        "{\"hosts\":%d,\"cpuPerSecond\":%s,"
            + "\"ratio\":{\"nodeToFfmpeg\":%s,\"nodeToFloor\":%s},\"rounds\":[%s],"
            + "\"codecs\":{\"decode\":%.4f,\"draw\":%.4f,\"encode\":%.4f,\"sound\":%.4f},"
            + "\"nodeThreads\":{%s},\"sleepsPerSecond\":{\"all\":%.0f,%s},"
            + "\"frames\":{\"made\":%.0f,\"missed\":%.0f,\"perSecond\":%.2f,\"fedPerSecond\":%.2f,"
            + "\"picturesMissed\":%.4f},"
            + "\"mixLatencyMs\":{%s},\"nodeLatencyMs\":{%s},\"rssMb\":%.0f,\"hostsLost\":%d,"
            + "\"load\":%.2f}",
        work.hosts(),
        middle.json(),
        ratio(rounds, MixRound::toFfmpeg),
        ratio(rounds, MixRound::toFloor),
        rounds.stream().map(MixRound::json).collect(Collectors.joining(",")),
        floor.decode(),
        floor.draw(),
        floor.encode(),
        floor.sound(),
        threads(node.cpuByThread(), LEAST_TOLD, "%.4f"),
        node.sleepsByThread().values().stream().mapToDouble(each -> each).sum(),
        threads(node.sleepsByThread(), 1, "%.0f"),
        node.frames(),
        after.since(before, "linkmic_mix_frames_missed_total"),
        node.frames() / node.seconds(),
        node.watched() / node.seconds(),
        picturesMissed(work, node),
        quantiles(before, after, "linkmic_mix_latency"),
        quantiles(before, after, "linkmic_node_latency"),
        rounds.getLast().node().rssMegabytes(),
        rounds.stream().mapToLong(round -> round.node().hostsLost()).sum(),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** By what it costs beside FFmpeg; of an even number the dearer of the two in the middle. */
  private static MixRound middle(List<MixRound> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(MixRound::toFfmpeg))
        .toList()
        .get(rounds.size() / 2);
  }

  /** None where the node left frames out. */
  private static String ratio(List<MixRound> rounds, ToDoubleFunction<MixRound> of) {
    if (!rounds.stream().allMatch(round -> round.node().whole())) {
      return "null";
    }
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    double upper = sorted[sorted.length / 2];
    double lower = sorted[(sorted.length - 1) / 2];
    return String.format(Locale.ROOT, "%.3f", (upper + lower) / 2);
  }

  /** The share of hosts' pictures that came after the frame they were due in was drawn. */
  private static double picturesMissed(MixWork work, NodeCost node) {
    double due = work.hosts() * node.frames();
    return node.after().since(node.before(), "linkmic_mix_pictures_missed_total")
        / Math.max(1, due);
  }

  private static String quantiles(Meters before, Meters after, String timer) {
    return String.format(
        Locale.ROOT,
        "\"p50\":%.2f,\"p95\":%.2f",
        after.millisSince(before, timer, 0.5),
        after.millisSince(before, timer, 0.95));
  }

  private static String threads(Map<String, Double> figures, double least, String format) {
    return figures.entrySet().stream()
        .filter(e -> e.getValue() >= least)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(e -> String.format(Locale.ROOT, "\"%s\":" + format, e.getKey(), e.getValue()))
        .collect(Collectors.joining(","));
  }
}
