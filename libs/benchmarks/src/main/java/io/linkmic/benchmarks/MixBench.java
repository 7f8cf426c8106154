package io.linkmic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** N hosts of one room mixed by a node, by FFmpeg's filter graph, and by nothing but codecs. */
final class MixBench {
  private static final String ROOM = "bench-mix";
  private static final Duration MIX_LIMIT = Duration.ofSeconds(30);
  // Less of a processor than this is not told of.
  private static final double LEAST_TOLD = 0.0005;

  // Of the frames that were due.
  private static final double LEAST_MADE = 0.98;

  private final MixOptions options;

  MixBench(MixOptions options) {
    this.options = options;
  }

  /** Runs all of it; the result is one JSON object. */
  String run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("linkmic-bench-mix");
    try {
      Bench.say("making clips: 720p30 at " + options.kbps() + " kbit/s, Opus at 128 kbit/s");
      List<HostClip> clips = HostClip.make(folder, options.kbps());
      List<String> runs = new ArrayList<>();
      for (int hosts : options.hosts()) {
        runs.add(run(MixWork.of(hosts, clips)));
      }
      return "{\"benchmark\":\"mix\",\"cores\":%d,\"seconds\":%d,\"videoKbps\":%d,\"feeds\":%b,\"runs\":[\n  %s\n]}"
          .formatted(
              Runtime.getRuntime().availableProcessors(),
              options.seconds(),
              options.kbps(),
              options.feeds(),
              String.join(",\n  ", runs));
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private String run(MixWork work) throws IOException, InterruptedException {
    int http = ServiceProcess.freePort();
    int rtmp = ServiceProcess.freePort();
    Bench.say(work.hosts() + " hosts: starting origin and node");
    try (ServiceProcess origin = BenchNode.origin(http, rtmp)) {
      NodeCost node = node(work, rtmp);
      Bench.say(work.hosts() + " hosts: FFmpeg");
      double ffmpeg =
          FfmpegMix.run(work, options.seconds(), "rtmp://127.0.0.1:%d/live/ffmpeg".formatted(rtmp));
      Bench.say(work.hosts() + " hosts: codecs alone");
      CodecFloor.Cost floor = CodecFloor.run(work, options.seconds());
      String json = json(work, node, ffmpeg, floor);
      Bench.say(json);
      return json;
    }
  }

  /**
   * What the node did while it was measured.
   *
   * @param cpu processor seconds per second of media
   * @param cpuByThread the same of its threads by name
   * @param sleepsByThread how often a second they went to sleep
   */
  private record NodeCost(
      double cpu,
      Map<String, Double> cpuByThread,
      Map<String, Double> sleepsByThread,
      double seconds,
      Meters before,
      Meters after,
      double rssMegabytes,
      long hostsLost,
      long watched) {

    /** What the JIT compilers took of it; it comes to an end. */
    double jit() {
      return cpuByThread.getOrDefault("C1 CompilerThre", 0.0)
          + cpuByThread.getOrDefault("C2 CompilerThre", 0.0);
    }
  }

  private NodeCost node(MixWork work, int rtmp) throws IOException, InterruptedException {
    try (BenchNode node =
            BenchNode.start(
                Meters.bucketsOf("linkmic.mix.latency"), Meters.bucketsOf("linkmic.node.latency"));
        Publishers publishers = new Publishers();
        Company company = new Company(node, publishers, ROOM)) {
      node.createRoom(ROOM, work.hosts(), rtmp);
      for (int i = 0; i < work.hosts(); i++) {
        company.join("host-" + i, work.clips().get(i).media(), options.feeds());
      }
      publishers.awaitConnected(work.hosts() * (options.feeds() ? 2 : 1));
      awaitMix(node);
      Bench.say(work.hosts() + " hosts: mixing, warming up for " + options.warmUpSeconds() + " s");
      Bench.sleep(Duration.ofSeconds(options.warmUpSeconds()));
      return measure(node, publishers);
    }
  }

  private static void awaitMix(BenchNode node) throws IOException, InterruptedException {
    long until = System.nanoTime() + MIX_LIMIT.toNanos();
    while (node.meters().sum("linkmic_mix_frames_total") == 0) {
      if (System.nanoTime() > until) {
        throw new IOException("no mix within " + MIX_LIMIT.toSeconds() + " s");
      }
      Bench.sleep(Duration.ofMillis(200));
    }
  }

  private NodeCost measure(BenchNode node, Publishers publishers)
      throws IOException, InterruptedException {
    Meters before = node.meters();
    Map<String, Double> threadsBefore = node.process().cpuMillisByThread();
    Map<String, Double> sleepsBefore = node.process().sleepsByThread();
    long cpuBefore = node.process().cpuMillis();
    long watchedBefore = publishers.watched();
    long began = System.nanoTime();
    Bench.sleep(Duration.ofSeconds(options.seconds()));
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

  private static String json(MixWork work, NodeCost node, double ffmpeg, CodecFloor.Cost floor) {
    Meters before = node.before();
    Meters after = node.after();
    return String.format(
        Locale.ROOT,
        "{\"hosts\":%d,\"cpuPerSecond\":{\"node\":%.4f,\"nodeJit\":%.4f,\"ffmpeg\":%.4f,\"floor\":%.4f},"
            + "\"ratio\":{\"nodeToFfmpeg\":%s,\"nodeToFloor\":%s},"
            + "\"codecs\":{\"decode\":%.4f,\"draw\":%.4f,\"encode\":%.4f,\"sound\":%.4f},"
            + "\"nodeThreads\":{%s},\"sleepsPerSecond\":{\"all\":%.0f,%s},"
            + "\"frames\":{\"made\":%.0f,\"missed\":%.0f,\"perSecond\":%.2f,\"fedPerSecond\":%.2f,"
            + "\"picturesMissed\":%.4f},"
            + "\"mixLatencyMs\":{%s},\"nodeLatencyMs\":{%s},\"rssMb\":%.0f,\"hostsLost\":%d,"
            + "\"load\":%.2f}",
        work.hosts(),
        node.cpu(),
        node.jit(),
        ffmpeg,
        floor.floor(),
        ratio(node, ffmpeg),
        ratio(node, floor.floor()),
        floor.decode(),
        floor.draw(),
        floor.encode(),
        floor.sound(),
        threads(node.cpuByThread(), LEAST_TOLD, "%.4f"),
        node.sleepsByThread().values().stream().mapToDouble(each -> each).sum(),
        threads(node.sleepsByThread(), 1, "%.0f"),
        after.since(before, "linkmic_mix_frames_total"),
        after.since(before, "linkmic_mix_frames_missed_total"),
        after.since(before, "linkmic_mix_frames_total") / node.seconds(),
        node.watched() / node.seconds(),
        picturesMissed(work, before, after),
        quantiles(before, after, "linkmic_mix_latency"),
        quantiles(before, after, "linkmic_node_latency"),
        node.rssMegabytes(),
        node.hostsLost(),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** None for a node that left frames out: what it did not do would flatter it. */
  private static String ratio(NodeCost node, double other) {
    double made = node.after().since(node.before(), "linkmic_mix_frames_total");
    boolean whole = made >= LEAST_MADE * node.seconds() * MixWork.FRAME_RATE;
    return whole ? String.format(Locale.ROOT, "%.3f", node.cpu() / other) : "null";
  }

  /** The share of hosts' pictures that came after the frame they were due in was drawn. */
  private static double picturesMissed(MixWork work, Meters before, Meters after) {
    double due = work.hosts() * after.since(before, "linkmic_mix_frames_total");
    return after.since(before, "linkmic_mix_pictures_missed_total") / Math.max(1, due);
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
