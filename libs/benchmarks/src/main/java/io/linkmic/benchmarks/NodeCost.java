package io.linkmic.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node did while it was measured.
 *
 * @param cpu processor seconds per second of media
 * @param cpuByThread the same of its threads by name
 * @param sleepsByThread how often a second they went to sleep
 * @param watched pictures that receivers of the mix got
 */
record NodeCost(
    double cpu,
    Map<String, Double> cpuByThread,
    Map<String, Double> sleepsByThread,
    double seconds,
    Meters before,
    Meters after,
    double rssMegabytes,
    long hostsLost,
    long watched) {
  // Of the frames that were due.
  private static final double LEAST_MADE = 0.98;

  static NodeCost measure(BenchNode node, Publishers publishers, Duration time)
      throws IOException, InterruptedException {
    Meters before = node.meters();
    Map<String, Double> threadsBefore = node.process().cpuMillisByThread();
    Map<String, Double> sleepsBefore = node.process().sleepsByThread();
    long cpuBefore = node.process().cpuMillis();
    long watchedBefore = publishers.watched();
    long began = System.nanoTime();
    Bench.sleep(time);
    double millis = (System.nanoTime() - began) / 1e6;
    double cpu = (node.process().cpuMillis() - cpuBefore) / millis;
    Map<String, Double> byThread = grown(threadsBefore, node.process().cpuMillisByThread(), millis);
    Map<String, Double> sleeps =
        grown(sleepsBefore, node.process().sleepsByThread(), millis / 1000);
    return new NodeCost(
        cpu,
        byThread,
        sleeps,
        millis / 1000,
        before,
        node.meters(),
        node.process().rssKilobytes() / 1024.0,
        publishers.closed(),
        publishers.watched() - watchedBefore);
  }

  private static Map<String, Double> grown(
      Map<String, Double> before, Map<String, Double> after, double by) {
    Map<String, Double> grown = new TreeMap<>();
    after.forEach((name, now) -> grown.put(name, (now - before.getOrDefault(name, 0.0)) / by));
    return grown;
  }

  /** What the JIT compilers took of it; it comes to an end. */
  double jit() {
    return cpuByThread.getOrDefault("C1 CompilerThre", 0.0)
        + cpuByThread.getOrDefault("C2 CompilerThre", 0.0);
  }

  double frames() {
    return after.since(before, "linkmic_mix_frames_total");
  }

  /** Whether it left no frames out: what it did not do would flatter it. */
  boolean whole() {
    return frames() >= LEAST_MADE * seconds * MixWork.FRAME_RATE;
  }
}
