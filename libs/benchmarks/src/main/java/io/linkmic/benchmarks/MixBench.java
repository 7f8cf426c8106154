package io.linkmic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * N hosts of one room mixed by a node, by FFmpeg's filter graph, and by nothing but codecs, one
 * after the other and that several times: a machine that others use is not the same for long.
 */
final class MixBench {
  private static final String ROOM = "bench-mix";
  private static final Duration MIX_LIMIT = Duration.ofSeconds(30);
  // Hosts who come back to a warm node: their timelines settle, the mix finds its delay.
  private static final Duration SETTLED = Duration.ofSeconds(8);
  // The room holds the last picture of hosts who vanish for two seconds.
  private static final Duration QUIET = Duration.ofSeconds(4);

  private final MixOptions options;

  MixBench(MixOptions options) {
    this.options = options;
  }

  /** Runs all of it; the result is one JSON object. */
  String run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("linkmic-bench-mix");
    Bench.say("this takes about " + (options.duration().toMinutes() + 1) + " minutes");
    try {
      Bench.say("making clips: 720p30 at " + options.kbps() + " kbit/s, Opus at 128 kbit/s");
      List<HostClip> clips = HostClip.make(folder, options.kbps());
      List<String> runs = new ArrayList<>();
      for (int hosts : options.hosts()) {
        runs.add(run(MixWork.of(hosts, clips)));
      }
      return String.format(
          Locale.ROOT,
          "{\"benchmark\":\"mix\",\"cores\":%d,\"seconds\":%d,\"videoKbps\":%d,\"feeds\":%b,\"runs\":[\n  %s\n]}",
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
    List<MixRound> rounds = new ArrayList<>();
    try (ServiceProcess origin = BenchNode.origin(http, rtmp);
        BenchNode node =
            BenchNode.start(
                Meters.bucketsOf("linkmic.mix.latency"),
                Meters.bucketsOf("linkmic.node.latency"))) {
      node.createRoom(ROOM, work.hosts(), rtmp);
      if (options.beside()) {
        beside(work, node, rtmp, rounds);
      } else {
        inTurn(work, node, rtmp, rounds);
      }
    }
    String json = MixReport.json(work, rounds);
    Bench.say(json);
    return json;
  }

  /** Hosts come, are measured and go; then FFmpeg has the machine to itself. */
  private void inTurn(MixWork work, BenchNode node, int rtmp, List<MixRound> rounds)
      throws IOException, InterruptedException {
    Duration half = Duration.ofSeconds(options.warmUpSeconds()).dividedBy(2);
    // Hosts who come back lead the node where the first ones did not: that has to be warm, too.
    Bench.say("%d hosts, who leave again".formatted(work.hosts()));
    warmUp(work, node, half);
    for (int n = 1; n <= options.rounds(); n++) {
      sayRound(work, n);
      NodeCost cost;
      try (Publishers publishers = new Publishers();
          Company company = new Company(node, publishers, ROOM)) {
        mix(work, node, publishers, company);
        warm(n == 1 ? half : SETTLED);
        cost = NodeCost.measure(node, publishers, Duration.ofSeconds(options.seconds()));
      }
      Bench.sleep(QUIET);
      Bench.say("  FFmpeg");
      double ffmpeg = FfmpegMix.run(work, options.seconds(), url(rtmp));
      Bench.say("  codecs alone");
      add(new MixRound(cost, ffmpeg, CodecFloor.run(work, options.seconds())), rounds);
    }
  }

  private void warmUp(MixWork work, BenchNode node, Duration time)
      throws IOException, InterruptedException {
    try (Publishers publishers = new Publishers();
        Company company = new Company(node, publishers, ROOM)) {
      mix(work, node, publishers, company);
      warm(time);
    }
    Bench.sleep(QUIET);
  }

  /** Hosts stay; FFmpeg is measured in the same seconds as the node, the codecs after them. */
  private void beside(MixWork work, BenchNode node, int rtmp, List<MixRound> rounds)
      throws IOException, InterruptedException {
    try (Publishers publishers = new Publishers();
        Company company = new Company(node, publishers, ROOM)) {
      mix(work, node, publishers, company);
      warm(Duration.ofSeconds(options.warmUpSeconds()));
      for (int n = 1; n <= options.rounds(); n++) {
        sayRound(work, n);
        Bench.say("  node and FFmpeg");
        FutureTask<Double> ffmpeg =
            new FutureTask<>(() -> FfmpegMix.run(work, options.seconds(), url(rtmp)));
        Thread.ofPlatform().name("ffmpeg").daemon().start(ffmpeg);
        Bench.sleep(FfmpegMix.WARM_UP.plusSeconds(1));
        NodeCost cost = NodeCost.measure(node, publishers, Duration.ofSeconds(options.seconds()));
        double beside = result(ffmpeg);
        Bench.say("  codecs alone");
        add(new MixRound(cost, beside, CodecFloor.run(work, options.seconds())), rounds);
      }
    }
  }

  private static double result(FutureTask<Double> ffmpeg) throws IOException, InterruptedException {
    try {
      return ffmpeg.get();
    } catch (ExecutionException e) {
      throw new IOException("FFmpeg could not be measured", e.getCause());
    }
  }

  private void sayRound(MixWork work, int number) {
    Bench.say("%d hosts, round %d of %d".formatted(work.hosts(), number, options.rounds()));
  }

  private static void add(MixRound round, List<MixRound> rounds) {
    Bench.say(round.told());
    rounds.add(round);
  }

  private static String url(int rtmp) {
    return "rtmp://127.0.0.1:%d/live/ffmpeg".formatted(rtmp);
  }

  private static void warm(Duration time) {
    Bench.say("  mixing, warming up for " + time.toSeconds() + " s");
    Bench.sleep(time);
  }

  private void mix(MixWork work, BenchNode node, Publishers publishers, Company company)
      throws IOException, InterruptedException {
    double before = node.meters().sum("linkmic_mix_frames_total");
    for (int i = 0; i < work.hosts(); i++) {
      company.join("host-" + i, work.clips().get(i).media(), options.feeds());
    }
    publishers.awaitConnected(work.hosts() * (options.feeds() ? 2 : 1));
    awaitMix(node, before);
  }

  private static void awaitMix(BenchNode node, double framesBefore)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + MIX_LIMIT.toNanos();
    while (node.meters().sum("linkmic_mix_frames_total") <= framesBefore) {
      if (System.nanoTime() > until) {
        throw new IOException("no mix within " + MIX_LIMIT.toSeconds() + " s");
      }
      Bench.sleep(Duration.ofMillis(200));
    }
  }
}
