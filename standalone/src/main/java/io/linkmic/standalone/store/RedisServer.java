package io.linkmic.standalone.store;

import io.linkmic.standalone.process.Leashed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;

/** A {@code redis-server} on loopback that keeps nothing: what is in it lives as long as we do. */
public final class RedisServer implements AutoCloseable {
  // A start takes 50 ms; a machine that builds beside it may take a hundred times as long.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** In ms. On loopback an answer takes less than one. */
  private static final int PING_TIMEOUT = 200;

  private final int port;
  private final Leashed process;
  private final Path program;

  private RedisServer(int port, Leashed process, Path program) {
    this.port = port;
    this.process = process;
    this.program = program;
  }

  /**
   * Returns once it answers.
   *
   * @param logs folder for what it says
   * @throws UncheckedIOException in one sentence, when it cannot be started
   */
  public static RedisServer start(Path logs) {
    try {
      int port = freePort();
      Path program = ExecutableProvider.newJarResourceProvider().get().toPath();
      Path log = Files.createDirectories(logs).resolve("redis.log");
      Leashed process = Leashed.start(new ProcessBuilder(words(program, port)), log);
      RedisServer redis = new RedisServer(port, process, program);
      redis.awaitAnswer(log);
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException("Redis does not start: " + e.getMessage(), e);
    }
  }

  private static List<String> words(Path program, int port) {
    return List.of(
        program.toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no");
  }

  private void awaitAnswer(Path log) throws IOException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!answers()) {
      if (!process.alive() || System.nanoTime() > until) {
        process.close();
        throw new IOException("it does not answer; see " + log);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PING_TIMEOUT);
      socket.setSoTimeout(PING_TIMEOUT);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** {@code redis://127.0.0.1:6379}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.close();
    try {
      // Unpacked for us; the next start unpacks its own.
      Files.deleteIfExists(program);
    } catch (IOException e) {
      // The temporary folder is swept by the system.
      assert Files.exists(program);
    }
  }
}
