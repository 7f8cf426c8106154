package io.linkmic.benchmarks;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** N hosts to one node to one origin to N viewers, and what it costs. */
final class PassthroughBench {
  private static final String SERVICE_TOKEN = "bench-service-token-0123456789abcdef";
  private static final String KEY = "bench";
  private static final String SECRET = "bench-secret-for-this-run-only-0123456789";

  private final PassthroughOptions options;
  private final HttpClient http = HttpClient.newHttpClient();

  PassthroughBench(PassthroughOptions options) {
    this.options = options;
  }

  /** Runs all of it; the result is one JSON object. */
  String run() throws Exception {
    say("making media: 720p30 at " + options.kbps() + " kbit/s, Opus at 128 kbit/s");
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
    int nodeHttp = ServiceProcess.freePort();
    int originHttp = ServiceProcess.freePort();
    int rtmp = ServiceProcess.freePort();
    say(streams + " streams: starting origin and node");
    try (ServiceProcess origin = origin(originHttp, rtmp);
        ServiceProcess node = node(nodeHttp);
        Viewers viewers = new Viewers();
        Publishers publishers = new Publishers(media)) {
      long idleNode = node.rssKilobytes();
      for (int i = 0; i < streams; i++) {
        String room = "bench-" + i;
        FrameClock clock = new FrameClock();
        createRoom(nodeHttp, room, rtmp);
        viewers.add(originHttp, room, clock);
        publishers.add(offer -> whip(nodeHttp, room, offer), clock);
      }
      viewers.start();
      awaitConnected(publishers, streams);
      say(streams + " streams: on air, warming up for " + options.warmUpSeconds() + " s");
      sleep(Duration.ofSeconds(options.warmUpSeconds()));
      return measure(streams, node, origin, viewers, publishers, nodeHttp, idleNode);
    }
  }

  private ServiceProcess origin(int http, int rtmp) throws IOException, InterruptedException {
    return ServiceProcess.start(
        "origin",
        "io.linkmic.origin.OriginApplication",
        http,
        List.of("--linkmic.origin.http.port=" + http, "--linkmic.origin.rtmp.port=" + rtmp));
  }

  private ServiceProcess node(int http) throws IOException, InterruptedException {
    return ServiceProcess.start(
        "node",
        "io.linkmic.node.McuNodeApplication",
        http,
        List.of(
            "--server.port=" + http,
            "--linkmic.node.bind-address=127.0.0.1",
            "--linkmic.node.udp-port=0",
            "--linkmic.node.socket-io.port=" + ServiceProcess.freePort(),
            "--linkmic.node.service-token=" + SERVICE_TOKEN,
            "--linkmic.api-keys." + KEY + "=" + SECRET,
            "--linkmic.egress.allow-private-addresses=true"));
  }

  private void createRoom(int nodeHttp, String room, int rtmp)
      throws IOException, InterruptedException {
    String body =
        """
        {"name":"bench","maxHosts":6,"emptyTimeout":"PT10M","holdTimeout":"PT30S",
         "video":{"width":1280,"height":720,"frameRate":30,"bitrate":2500000,"gop":"PT2S"},
         "audio":{"bitrate":128000},"layout":"auto",
         "egress":[{"url":"rtmp://127.0.0.1:%d/live/%s"}]}
        """
            .formatted(rtmp, room);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + nodeHttp + "/internal/v1/rooms/" + room))
            .header("Authorization", "Bearer " + SERVICE_TOKEN)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    expect(request, 200, 201);
  }

  private String whip(int nodeHttp, String room, String offer)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nodeHttp + "/whip/rooms/" + room))
            .header("Authorization", "Bearer " + token(room))
            .header("Content-Type", "application/sdp")
            .POST(HttpRequest.BodyPublishers.ofString(offer))
            .build();
    return expect(request, 201);
  }

  private static String token(String room) {
    Instant expires = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    return new TokenMinter(ApiKeys.of(Map.of(KEY, SECRET), false))
        .mint(new ParticipantClaims(KEY, "host", "Host", room, Set.of("publish"), expires, null));
  }

  private String expect(HttpRequest request, Integer... statuses)
      throws IOException, InterruptedException {
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (!List.of(statuses).contains(answer.statusCode())) {
      throw new IOException(
          request.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private static void awaitConnected(Publishers publishers, int streams) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (publishers.connected() < streams) {
      if (System.nanoTime() > until) {
        throw new IOException(
            "only " + publishers.connected() + " of " + streams + " hosts connected within 30 s");
      }
      sleep(Duration.ofMillis(100));
    }
  }

  private String measure(
      int streams,
      ServiceProcess node,
      ServiceProcess origin,
      Viewers viewers,
      Publishers publishers,
      int nodeHttp,
      long idleNode)
      throws IOException, InterruptedException {
    viewers.measure(true);
    long nodeBefore = node.cpuMillis();
    long originBefore = origin.cpuMillis();
    long began = System.nanoTime();
    sleep(Duration.ofSeconds(options.seconds()));
    double seconds = (System.nanoTime() - began) / 1e9;
    double nodeCpu = (node.cpuMillis() - nodeBefore) / (seconds * streams);
    double originCpu = (origin.cpuMillis() - originBefore) / (seconds * streams);
    viewers.measure(false);
    Latencies latencies = viewers.latencies();
    double worst = viewers.pictures().stream().mapToLong(p -> p).min().orElse(0) / seconds;
    double mean = viewers.pictures().stream().mapToLong(p -> p).average().orElse(0) / seconds;
    String metrics =
        expect(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + nodeHttp + "/actuator/prometheus"))
                .build(),
            200);
    String json =
        String.format(
            Locale.ROOT,
            "{\"streams\":%d,\"cpuMsPerStreamSecond\":{\"node\":%.2f,\"origin\":%.2f,\"both\":%.2f},"
                + "\"nodeLatencyMs\":{\"p50\":%.2f,\"p95\":%.2f},"
                + "\"viewerLatencyMs\":{\"p50\":%.2f,\"p95\":%.2f,\"p99\":%.2f,\"samples\":%d},"
                + "\"viewerFps\":{\"worst\":%.2f,\"mean\":%.2f},"
                + "\"rssMb\":{\"node\":%.0f,\"origin\":%.0f,\"nodePerStream\":%.2f},"
                + "\"hostsLost\":%d}",
            streams,
            nodeCpu,
            originCpu,
            nodeCpu + originCpu,
            quantile(metrics, "0.5"),
            quantile(metrics, "0.95"),
            latencies.quantile(0.5),
            latencies.quantile(0.95),
            latencies.quantile(0.99),
            latencies.count(),
            worst,
            mean,
            node.rssKilobytes() / 1024.0,
            origin.rssKilobytes() / 1024.0,
            (node.rssKilobytes() - idleNode) / 1024.0 / streams,
            publishers.closed());
    say(json);
    return json;
  }

  /** The node's own figure: datagram in until RTMP tag written. */
  private static double quantile(String metrics, String q) {
    return metrics
        .lines()
        .filter(l -> l.startsWith("linkmic_node_latency_seconds{"))
        .filter(l -> l.contains("quantile=\"" + q + "\""))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)) * 1000)
        .findFirst()
        .orElse(-1);
  }

  private static void sleep(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void say(String text) {
    System.err.println(text);
  }
}
