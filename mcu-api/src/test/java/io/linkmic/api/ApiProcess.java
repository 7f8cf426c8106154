package io.linkmic.api;

import io.linkmic.api.RunningApi.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** mcu-api as a process of its own, to be killed in the middle of it. One test's thread. */
final class ApiProcess implements AutoCloseable {
  // Below the ports that systems give to connections: nobody takes one while its owner is away.
  private static final int LOWEST_PORT = 20_000;
  private static final int PORTS = 10_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> command;
  private final int port;
  private Process process;

  private ApiProcess(List<String> command, int port) throws IOException {
    this.command = command;
    this.port = port;
    this.process = launch();
  }

  /** Begins to start; {@link #awaitReady} says when it is there. */
  static ApiProcess start(URI redis, String... more) throws IOException {
    int port = steadyPort();
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                McuApiApplication.class.getName()));
    command.addAll(RunningApi.options(redis));
    command.remove("--server.port=0");
    command.add("--server.port=" + port);
    command.addAll(List.of(more));
    return new ApiProcess(List.copyOf(command), port);
  }

  /** Free now, and given to nobody who asks for any port. */
  static int steadyPort() {
    int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
    while (!isFree(port)) {
      port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command).inheritIO().start();
  }

  ApiProcess awaitReady() {
    RunningApi.within(
        60,
        "mcu-api is ready",
        () -> status("/actuator/health/readiness") == 200 && process.isAlive());
    return this;
  }

  private int status(String path) {
    try {
      return send(request("GET", path, null)).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** After {@link #kill}, on the same port. */
  void startAgain() throws IOException {
    process = launch();
    awaitReady();
  }

  Answer call(String method, String path, String who, @Nullable String body, String... headers) {
    HttpRequest.Builder request = request(method, path, body);
    if (!who.isEmpty()) {
      request.header("Authorization", who);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    long before = System.nanoTime();
    try {
      HttpResponse<String> answer = send(request);
      return new Answer(answer.statusCode(), answer, Duration.ofNanos(System.nanoTime() - before));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The sum of a metric's lines that begin so; 0 without one. */
  double metric(String beginning) {
    return call("GET", "/actuator/prometheus", "", null)
        .http()
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpRequest.Builder request(String method, String path, @Nullable String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    http.close();
  }
}
