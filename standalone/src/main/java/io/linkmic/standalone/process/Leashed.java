package io.linkmic.standalone.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive this JVM. A shell between the two reads our end of a pipe;
 * when we close it, or die however suddenly, the shell ends the child.
 */
public final class Leashed implements AutoCloseable {
  /** FFmpeg says goodbye (WHIP DELETE) within a few hundred milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  // Descriptor 3 keeps the pipe: a shell without job control gives background jobs /dev/null.
  private static final String LEASH =
      "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!;"
          + " { cat <&3 >/dev/null; kill $child 2>/dev/null; } &"
          + " wait $child";

  private final Process process;
  private final Duration patience;

  private Leashed(Process process, Duration patience) {
    this.process = process;
    this.patience = patience;
  }

  /**
   * @param child what to run, with its environment; its streams are set here
   * @param log where its output goes, appended
   */
  public static Leashed start(ProcessBuilder child, Path log) throws IOException {
    return start(child, log, PATIENCE);
  }

  /**
   * @param patience how long closing waits for the child's goodbyes before it is killed
   */
  public static Leashed start(ProcessBuilder child, Path log, Duration patience)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "leash"));
    words.addAll(child.command());
    child.command(words).redirectErrorStream(true);
    child.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Leashed(child.start(), patience);
  }

  /** Waits for the child's own end and tells its exit code. */
  public int await() throws InterruptedException {
    int code = process.waitFor();
    letGo();
    return code;
  }

  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    letGo();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      children.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the child, without waiting. */
  public void letGo() {
    try (OutputStream leash = process.getOutputStream()) {
      leash.flush();
    } catch (IOException e) {
      // The shell is gone already, and with it the child.
      assert !process.isAlive();
    }
  }
}
