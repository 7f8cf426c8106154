package io.linkmic.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** N hosts to one node to one origin to N viewers, and what it costs. */
final class PassthroughBench {
  private final PassthroughOptions options;

  PassthroughBench(PassthroughOptions options) {
    this.options = options;
  }

  /** Runs all of it; the result is one JSON object. */
  String run() throws Exception {
    Bench.say("making media: 720p30 at " + options.kbps() + " kbit/s, Opus at 128 kbit/s");
    BenchMedia media = BenchMedia.make(options.kbps());
    List<String> runs = new ArrayList<>();
    for (int streams : options.streams()) {
      runs.add(run(streams, media));
    }
    return "{\"benchmark\":\"passthrough\",\"cores\":"
        + Runtime.getRuntime().availableProcessors()
        + ",\"seconds\":"
        + options.seconds()
        + ",\"videoKbps\":"
        + options.kbps()
        + ",\"runs\":[\n  "
        + String.join(",\n  ", runs)
        + "\n]}";
  }

  private String run(int streams, BenchMedia media) throws Exception {
    int originHttp = ServiceProcess.freePort();
    int rtmp = ServiceProcess.freePort();
    Bench.say(streams + " streams: starting origin and node");
    try (ServiceProcess origin = BenchNode.origin(originHttp, rtmp);
        BenchNode node = BenchNode.start();
        Viewers viewers = new Viewers();
        Publishers publishers = new Publishers()) {
      long idleNode = node.process().rssKilobytes();
      for (int i = 0; i < streams; i++) {
        String room = "bench-" + i;
        FrameClock clock = new FrameClock();
        node.createRoom(room, 6, rtmp);
        viewers.add(originHttp, room, clock);
        publishers.add(media, offer -> node.whip(room, "host", offer), clock);
      }
      viewers.start();
      publishers.awaitConnected(streams);
      Bench.say(streams + " streams: on air, warming up for " + options.warmUpSeconds() + " s");
      Bench.sleep(Duration.ofSeconds(options.warmUpSeconds()));
      return measure(streams, node, origin, viewers, publishers, idleNode);
    }
  }

  private String measure(
      int streams,
      BenchNode node,
      ServiceProcess origin,
      Viewers viewers,
      Publishers publishers,
      long idleNode)
      throws IOException, InterruptedException {
    viewers.measure(true);
    long nodeBefore = node.process().cpuMillis();
    long originBefore = origin.cpuMillis();
    double sleptBefore = sleeps(node);
    long began = System.nanoTime();
    Bench.sleep(Duration.ofSeconds(options.seconds()));
    double seconds = (System.nanoTime() - began) / 1e9;
    double nodeCpu = (node.process().cpuMillis() - nodeBefore) / (seconds * streams);
    double slept = (sleeps(node) - sleptBefore) / (seconds * streams);
    double originCpu = (origin.cpuMillis() - originBefore) / (seconds * streams);
    viewers.measure(false);
    Latencies latencies = viewers.latencies();
    double worst = viewers.pictures().stream().mapToLong(p -> p).min().orElse(0) / seconds;
    double mean = viewers.pictures().stream().mapToLong(p -> p).average().orElse(0) / seconds;
    Meters meters = node.meters();
    String json =
        String.format(
            Locale.ROOT,
            "{\"streams\":%d,\"cpuMsPerStreamSecond\":{\"node\":%.2f,\"origin\":%.2f,\"both\":%.2f},"
                + "\"nodeSleepsPerStreamSecond\":%.1f,"
                + "\"nodeLatencyMs\":{\"p50\":%.2f,\"p95\":%.2f},"
                + "\"viewerLatencyMs\":{\"p50\":%.2f,\"p95\":%.2f,\"p99\":%.2f,\"samples\":%d},"
                + "\"viewerFps\":{\"worst\":%.2f,\"mean\":%.2f},"
                + "\"rssMb\":{\"node\":%.0f,\"origin\":%.0f,\"nodePerStream\":%.2f},"
                + "\"hostsLost\":%d}",
            streams,
            nodeCpu,
            originCpu,
            nodeCpu + originCpu,
            slept,
            meters.publishedMillis("linkmic_node_latency", "0.5"),
            meters.publishedMillis("linkmic_node_latency", "0.95"),
            latencies.quantile(0.5),
            latencies.quantile(0.95),
            latencies.quantile(0.99),
            latencies.count(),
            worst,
            mean,
            node.process().rssKilobytes() / 1024.0,
            origin.rssKilobytes() / 1024.0,
            (node.process().rssKilobytes() - idleNode) / 1024.0 / streams,
            publishers.closed());
    Bench.say(json);
    return json;
  }

  /** How often all threads of the node together went to sleep so far. */
  private static double sleeps(BenchNode node) throws IOException {
    return node.process().sleepsByThread().values().stream().mapToDouble(each -> each).sum();
  }
}
