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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An mcu-node as a process of its own, and its doors. Owns the process. */
final class BenchNode implements AutoCloseable {
  /**
   * Other services' libraries are on the same class path; Spring must not start them for the node.
   */
  private static final List<String> NOT_OURS =
      List.of(
          "jdbc.autoconfigure.DataSourceAutoConfiguration",
          "jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
          "jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
          "data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
          "flyway.autoconfigure.FlywayAutoConfiguration",
          "data.redis.autoconfigure.DataRedisAutoConfiguration",
          "data.redis.autoconfigure.DataRedisReactiveAutoConfiguration",
          "data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration");

  private static final String SERVICE_TOKEN = "bench-service-token-0123456789abcdef";
  private static final String KEY = "bench";
  private static final String SECRET = "bench-secret-for-this-run-only-0123456789";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServiceProcess process;
  private final int port;
  private final int socketIoPort;

  private BenchNode(ServiceProcess process, int port, int socketIoPort) {
    this.process = process;
    this.port = port;
    this.socketIoPort = socketIoPort;
  }

  /**
   * Starts one on loopback, on ports that are free.
   *
   * @param further options of the command line
   */
  static BenchNode start(String... further) throws IOException, InterruptedException {
    int port = ServiceProcess.freePort();
    int socketIoPort = ServiceProcess.freePort();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.autoconfigure.exclude="
                    + NOT_OURS.stream()
                        .map(name -> "org.springframework.boot." + name)
                        .collect(Collectors.joining(",")),
                "--server.port=" + port,
                "--linkmic.node.bind-address=127.0.0.1",
                "--linkmic.node.udp-port=0",
                "--linkmic.node.socket-io.port=" + socketIoPort,
                "--linkmic.node.service-token=" + SERVICE_TOKEN,
                "--linkmic.api-keys." + KEY + "=" + SECRET,
                "--linkmic.egress.allow-private-addresses=true"));
    arguments.addAll(List.of(further));
    return new BenchNode(
        ServiceProcess.start("node", "io.linkmic.node.McuNodeApplication", port, arguments),
        port,
        socketIoPort);
  }

  /** An origin as a process of its own, to push to. */
  static ServiceProcess origin(int http, int rtmp) throws IOException, InterruptedException {
    return ServiceProcess.start(
        "origin",
        "io.linkmic.origin.OriginApplication",
        http,
        List.of("--linkmic.origin.http.port=" + http, "--linkmic.origin.rtmp.port=" + rtmp));
  }

  ServiceProcess process() {
    return process;
  }

  int socketIoPort() {
    return socketIoPort;
  }

  /** A room that pushes to {@code rtmp://127.0.0.1:rtmpPort/live/room}. */
  void createRoom(String room, int maxHosts, int rtmpPort)
      throws IOException, InterruptedException {
    String body =
        """
        {"name":"bench","maxHosts":%d,"emptyTimeout":"PT10M","holdTimeout":"PT2S",
         "video":{"width":1280,"height":720,"frameRate":30,"bitrate":2500000,"gop":"PT2S"},
         "audio":{"bitrate":128000},"layout":"auto",
         "egress":[{"url":"rtmp://127.0.0.1:%d/live/%s"}]}
        """
            .formatted(maxHosts, rtmpPort, room);
    HttpRequest request =
        HttpRequest.newBuilder(uri("/internal/v1/rooms/" + room))
            .header("Authorization", "Bearer " + SERVICE_TOKEN)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    expect(request, 200, 201);
  }

  /** Answers an offer to publish. */
  String whip(String room, String participantId, String offer)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/whip/rooms/" + room))
            .header("Authorization", "Bearer " + token(room, participantId, Set.of("publish")))
            .header("Content-Type", "application/sdp")
            .POST(HttpRequest.BodyPublishers.ofString(offer))
            .build();
    return expect(request, 201);
  }

  static String token(String room, String participantId, Set<String> grants) {
    Instant expires = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    return new TokenMinter(ApiKeys.of(Map.of(KEY, SECRET), false))
        .mint(new ParticipantClaims(KEY, participantId, "Host", room, grants, expires, null));
  }

  /** Its meters as Prometheus reads them. */
  Meters meters() throws IOException, InterruptedException {
    return Meters.of(expect(HttpRequest.newBuilder(uri("/actuator/prometheus")).build(), 200));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
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

  @Override
  public void close() {
    process.close();
  }
}
