package io.linkmic.standalone.fleet;

import io.linkmic.node.McuNodeApplication;
import io.linkmic.standalone.process.Leashed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** One node in a JVM of its own, started as this one was. */
public final class NodeProcess implements AutoCloseable {
  /** A node says goodbye to its hosts and sends the last RTMP bytes; its own limit is 20 s. */
  private static final Duration GOODBYES = Duration.ofSeconds(25);

  /** A start takes 3 s; three at once on two busy cores take several times as long. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String id;
  private final URI readiness;
  private final Path log;
  private final Leashed process;
  private volatile boolean stopping;

  private NodeProcess(String id, URI readiness, Path log, Leashed process) {
    this.id = id;
    this.readiness = readiness;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it and does not wait.
   *
   * @param settings handed over by its environment: a command line could be read by everybody
   * @param url its HTTP, {@code http://127.0.0.1:8083}
   * @param logs folder for what it says
   */
  public static NodeProcess start(String id, Map<String, Object> settings, String url, Path logs) {
    try {
      Path log = Files.createDirectories(logs).resolve(id + ".log");
      ProcessBuilder child = new ProcessBuilder(command());
      child
          .environment()
          .put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(settings));
      Leashed process = Leashed.start(child, log, GOODBYES);
      URI readiness = URI.create(url + "/actuator/health/readiness");
      return new NodeProcess(id, readiness, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(id + " does not start: " + e.getMessage(), e);
    }
  }

  private static List<String> command() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // An agent of this JVM (a debugger's port, a coverage file) is not for two.
      if (!option.startsWith("-javaagent") && !option.startsWith("-agent")) {
        words.add(option);
      }
    }
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(McuNodeApplication.class.getName());
    return words;
  }

  /**
   * Returns once hosts may come, and watches from then on.
   *
   * @throws IllegalStateException in one sentence, when they may not
   */
  public void awaitReady() {
    long until = System.nanoTime() + PATIENCE_NANOS;
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!ready(http)) {
        if (!process.alive() || System.nanoTime() > until) {
          throw new IllegalStateException(id + " does not start; see " + log);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    Thread.ofVirtual().name("watch-" + id).start(this::watch);
  }

  private boolean ready(HttpClient http) {
    HttpRequest request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(2)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + id + " starts", e);
    }
  }

  @SuppressWarnings("SystemOut") // The terminal is where a person who runs a fleet looks.
  private void watch() {
    try {
      int code = process.await();
      if (!stopping) {
        System.err.println(
            "linkmic: " + id + " has ended with code " + code + "; the others go on. See " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells it to go; {@link #close} waits for its goodbyes. */
  public void letGo() {
    stopping = true;
    process.letGo();
  }

  @Override
  public void close() {
    stopping = true;
    process.close();
  }
}
