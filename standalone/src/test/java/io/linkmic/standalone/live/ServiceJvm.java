package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One service in a JVM of its own, and what the kernel knows of it. */
public final class ServiceJvm implements AutoCloseable {
  // "DefNew     total 116160K, used 31005K [...": the serial collector's two generations.
  private static final Pattern USED =
      Pattern.compile("(?:DefNew|Tenured) +total \\d+K, used (\\d+)K");

  /** A start takes 3 to 6 s; eight at once on two busy cores many times as long. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;

  private ServiceJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Returns once {@code port} is open. */
  public static ServiceJvm start(Class<?> main, int port, List<String> options, List<String> words)
      throws Exception {
    Path log =
        Files.createTempFile(
            Files.createDirectories(Path.of("target", "run")), main.getSimpleName(), ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("jvm.options").toAbsolutePath()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(words);
    ServiceJvm jvm =
        new ServiceJvm(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start(),
            log);
    try {
      Eventually.holds(
          main.getSimpleName() + " listens on " + port,
          START_LIMIT,
          () -> !jvm.process.isAlive() || listens(port));
    } catch (AssertionError late) {
      jvm.kill();
      throw new AssertionError(jvm.said(), late);
    }
    if (!jvm.process.isAlive()) {
      throw new AssertionError("did not start:\n" + jvm.said());
    }
    return jvm;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public String said() throws IOException {
    return Files.readString(log);
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  public int awaitExit(Duration limit) throws Exception {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs " + limit + " after it was told to stop:\n" + said());
    }
    return process.exitValue();
  }

  public void collectGarbage() throws Exception {
    jcmd("GC.run");
  }

  /** Used by objects, garbage included. */
  public long heapBytes() throws Exception {
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    long kilobytes = 0;
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    assertThat(kilobytes).isPositive();
    return kilobytes * 1024;
  }

  private String jcmd(String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(said).isZero();
    return said;
  }

  public int fileDescriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return (int) open.count();
    }
  }

  public int threads() throws IOException {
    return status("Threads:");
  }

  public int residentKilobytes() throws IOException {
    return status("VmRSS:");
  }

  private int status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> Integer.parseInt(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
