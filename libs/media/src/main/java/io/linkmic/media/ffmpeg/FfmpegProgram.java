package io.linkmic.media.ffmpeg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/**
 * The {@code ffmpeg} and {@code ffprobe} programs out of the same jar as the libraries: publisher,
 * player and prober that are independent of us.
 */
public enum FfmpegProgram {
  FFMPEG(org.bytedeco.ffmpeg.ffmpeg.class),
  FFPROBE(org.bytedeco.ffmpeg.ffprobe.class);

  private final Class<?> preset;

  FfmpegProgram(Class<?> preset) {
    this.preset = preset;
  }

  /**
   * What a program left behind.
   *
   * @param stdout bytes as text, ISO 8859-1 so that media passes unharmed
   * @param stderr its log
   */
  public record Finished(int exitCode, String stdout, String stderr) {

    /** Standard output's bytes. */
    public byte[] stdoutBytes() {
      return stdout.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Where the program was unpacked (JavaCPP's cache); the first call unpacks. */
  public Path path() {
    return Path.of(Loader.load(preset));
  }

  /** A process to start, with the libraries in its search path; its streams are pipes. */
  public ProcessBuilder command(List<String> arguments) {
    List<String> line = new ArrayList<>();
    Path program = path();
    line.add(program.toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    Path folder = program.toAbsolutePath().getParent();
    if (folder != null) {
      builder
          .environment()
          .merge("LD_LIBRARY_PATH", folder.toString(), (old, ours) -> ours + ":" + old);
    }
    return builder;
  }

  /**
   * Runs to the end, at most {@code limit}; then the program is killed and its exit code is that of
   * the kill.
   */
  public Finished run(Duration limit, String... arguments) throws InterruptedException {
    try {
      return await(command(List.of(arguments)).start(), limit);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + path(), e);
    }
  }

  /** Waits for a process started from {@link #command}, collecting both its streams. */
  public static Finished await(Process process, Duration limit) throws InterruptedException {
    try {
      CompletableFuture<String> out = collect(process, true);
      CompletableFuture<String> err = collect(process, false);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return new Finished(process.exitValue(), out.join(), err.join());
    } finally {
      process.destroyForcibly();
    }
  }

  /** On a thread of its own: the common pool of a small machine may have only one. */
  private static CompletableFuture<String> collect(Process process, boolean stdout) {
    return CompletableFuture.supplyAsync(
        () -> read(process, stdout), task -> Thread.ofPlatform().daemon().start(task));
  }

  private static String read(Process process, boolean stdout) {
    try (var stream = stdout ? process.getInputStream() : process.getErrorStream()) {
      return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // killed
    }
  }
}
