package io.linkmic.media.rtmp;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** FFmpeg as an RTMP server for one publisher, storing what it gets. */
final class ListeningFfmpeg implements AutoCloseable {

  private final Path log;
  private final Process process;
  private final int port;

  ListeningFfmpeg(Path file) throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    ProcessBuilder builder =
        FfmpegProgram.FFMPEG.command(
            List.of(
                "-v",
                "warning",
                "-nostats",
                "-y",
                "-listen",
                "1",
                "-copyts",
                "-i",
                url(),
                "-c",
                "copy",
                "-f",
                "flv",
                "-flush_packets",
                "1",
                file.toString()));
    // A file, because a pipe nobody reads would stop the program when it is full.
    log = Files.createTempFile("listening-ffmpeg", ".log");
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    awaitListening();
  }

  /** FFmpeg says nothing when it listens; the kernel does. */
  private void awaitListening() throws IOException {
    String wanted = ":%04X 00000000:0000 0A".formatted(port);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline && process.isAlive()) {
      if (Files.readString(Path.of("/proc/net/tcp")).contains(wanted)) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    process.destroyForcibly();
    throw new IOException("FFmpeg does not listen");
  }

  String url() {
    return "rtmp://127.0.0.1:" + port + "/live/secret-key-4711";
  }

  /** Waits until the publisher's end has become the program's end. */
  String awaitEnd() throws IOException, InterruptedException {
    process.waitFor(30, TimeUnit.SECONDS);
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  /** The process stands still but its sockets stay open: a target that hangs. */
  void freeze() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(log);
  }
}
