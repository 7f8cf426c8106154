package io.linkmic.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A service of LinkMic as a process of its own, and what the kernel says of it. */
final class ServiceProcess implements AutoCloseable {
  // The kernel's clock ticks in /proc are 1/100 s on every Linux (USER_HZ).
  private static final long MILLIS_PER_TICK = 10;
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Process process;
  private final String name;
  private final Path log;

  private ServiceProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a main class with this JVM's class path and options, and waits until it is ready. */
  static ServiceProcess start(String name, String mainClass, int httpPort, List<String> arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("linkmic-bench-" + name, ".log");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String extra =
        System.getenv("LINKMIC_BENCH_" + name.toUpperCase(java.util.Locale.ROOT) + "_OPTS");
    if (extra != null && !extra.isBlank()) {
      line.addAll(List.of(extra.trim().split("\\s+")));
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    line.addAll(arguments);
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ServiceProcess service = new ServiceProcess(name, process, log);
    service.awaitReady(httpPort);
    return service;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(int httpPort) throws InterruptedException, IOException {
    HttpClient http = HttpClient.newHttpClient();
    URI uri = URI.create("http://127.0.0.1:" + httpPort + "/actuator/health/readiness");
    long until = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < until && process.isAlive()) {
      try {
        var answer =
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // The port opens last.
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    String said = Files.readString(log);
    close();
    throw new IOException(name + " did not become ready:\n" + said);
  }

  long pid() {
    return process.pid();
  }

  /** User and system time of all its threads so far. */
  long cpuMillis() throws IOException {
    return cpuMillis(process.pid());
  }

  /** User and system time of all threads of any process so far. */
  static long cpuMillis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
  }

  /**
   * The same by what threads are called, without their numbers and what follows a hyphen, as far as
   * the threads are still alive; ms.
   */
  Map<String, Double> cpuMillisByThread() throws IOException {
    // Its first number is time on a processor in ns; stat counts whole ticks per thread.
    return byThread(task ->
        Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]) / 1e6);
  }

  /** How often threads went to sleep so far, by what they are called, likewise. */
  Map<String, Double> sleepsByThread() throws IOException {
    return byThread(task -> (double) number(task.resolve("status"), "voluntary_ctxt_switches:"));
  }

  private interface Figure {
    double of(Path task) throws IOException;
  }

  private Map<String, Double> byThread(Figure figure) throws IOException {
    Map<String, Double> sums = new TreeMap<>();
    try (var tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          sums.merge(name.replaceFirst("-.*|[ #]*\\d+$", ""), figure.of(task), Double::sum);
        } catch (IOException ended) {
          // Threads come and go.
        }
      }
    }
    return sums;
  }

  private static long number(Path status, String label) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(label)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }

  /** Resident memory. */
  long rssKilobytes() throws IOException {
    return number(Path.of("/proc", Long.toString(process.pid()), "status"), "VmRSS:");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
