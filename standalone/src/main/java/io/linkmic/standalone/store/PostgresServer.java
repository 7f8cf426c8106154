package io.linkmic.standalone.store;

import io.linkmic.standalone.process.Leashed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL on loopback with a new database: broadcasts are forgotten when it stops. */
public final class PostgresServer implements AutoCloseable {
  /** Waits for our end, then interrupts the server: a fast, clean shutdown. */
  private static final String WATCH = "cat >/dev/null; kill -INT \"$1\" 2>/dev/null";

  private final EmbeddedPostgres postgres;
  private final Process watch;

  private PostgresServer(EmbeddedPostgres postgres, Process watch) {
    this.postgres = postgres;
    this.watch = watch;
  }

  /**
   * Returns once it takes connections.
   *
   * @param logs folder for its files, new in each run
   * @throws UncheckedIOException in one sentence, when it cannot be started
   */
  public static PostgresServer start(Path logs) {
    try {
      Path data = Files.createTempDirectory(Files.createDirectories(logs), "postgres-");
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              // One hook of ours stops everything in order.
              .setRegisterShutdownHook(false)
              // What a crash would lose, a stop loses anyway.
              .setServerConfig("fsync", "off")
              .setOutputRedirector(
                  ProcessBuilder.Redirect.appendTo(logs.resolve("postgres.log").toFile()))
              .setErrorRedirector(
                  ProcessBuilder.Redirect.appendTo(logs.resolve("postgres.log").toFile()))
              .start();
      return new PostgresServer(postgres, watch(data));
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start: " + e.getMessage(), e);
    }
  }

  /**
   * The server is a daemon, so {@link Leashed} cannot hold it; its pid is the file's first line.
   */
  private static Process watch(Path data) throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    return new ProcessBuilder("/bin/sh", "-c", WATCH, "watch", pid)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** For {@code spring.datasource.url}, with the user in it. */
  public String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public void close() {
    // Before the server goes: its pid is nobody else's until then. The shell before what it waits
    // for, or it would go on to its next word.
    List<ProcessHandle> waiting = watch.descendants().toList();
    watch.destroyForcibly();
    waiting.forEach(ProcessHandle::destroyForcibly);
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop: " + e.getMessage(), e);
    }
  }
}
