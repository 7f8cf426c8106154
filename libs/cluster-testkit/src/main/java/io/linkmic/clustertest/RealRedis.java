package io.linkmic.clustertest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A {@code redis-server} on loopback that keeps nothing: each start is empty. One test's thread.
 */
public final class RealRedis implements AutoCloseable {
  // A start takes 50 ms; a machine that builds beside it may take a hundred times as long.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final int port;
  private final Path folder;
  private final Path program;
  private @Nullable Process process;

  private RealRedis(int port) throws IOException {
    this.port = port;
    this.program = ExecutableProvider.newJarResourceProvider().get().toPath();
    this.folder = Files.createTempDirectory("linkmic-redis");
  }

  /** On a free port. */
  public static RealRedis start() {
    try {
      RealRedis redis = new RealRedis(freePort());
      redis.startAgain();
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  public URI url() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** Empty, on the same port. Returns once it answers. */
  public void startAgain() throws IOException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new IOException("redis-server does not answer; see " + folder.resolve("redis.log"));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      socket.setSoTimeout(200);
      socket.getOutputStream().write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code kill -9}: connections break, everything stored is gone. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
      process = null;
    }
  }

  /** {@code kill -STOP}: connections stay, nothing is answered. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("redis-server does not run");
    }
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
