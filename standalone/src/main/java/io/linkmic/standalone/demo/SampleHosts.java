package io.linkmic.standalone.demo;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.standalone.api.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the sample hosts on air until told to stop. */
public final class SampleHosts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SampleHosts.class);

  /** A host that fell over is back before its room's hold time (30 s) is over. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final ApiClient api;
  private final String whipUrl;
  private final Path logs;
  private final String encoder;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> supervisors;

  /**
   * @param whipUrl {@code http://127.0.0.1:8083/whip/rooms}
   * @param logs folder for what FFmpeg says
   */
  public SampleHosts(ApiClient api, String whipUrl, Path logs) throws IOException {
    this.api = api;
    this.whipUrl = whipUrl;
    this.logs = Files.createDirectories(logs);
    // Only the GPL build knows x264.
    this.encoder = avcodec_find_encoder_by_name("libx264") == null ? "libopenh264" : "libx264";
    this.supervisors =
        Sample.ALL.stream()
            .map(sample -> Thread.ofVirtual().name(sample.roomId()).unstarted(() -> keep(sample)))
            .toList();
  }

  public void start() {
    supervisors.forEach(Thread::start);
  }

  private void keep(Sample sample) {
    Duration pause = FIRST_PAUSE;
    while (stopped.getCount() > 0) {
      long startedAt = System.nanoTime();
      try {
        publish(sample);
      } catch (IOException e) {
        LOG.warn("sample host {}: {}", sample.roomId(), e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
      boolean longEnough = System.nanoTime() - startedAt > LONGEST_PAUSE.toNanos();
      pause = longEnough ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
      try {
        if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void publish(Sample sample) throws IOException, InterruptedException {
    api.ensureRoom(sample.roomId(), sample.name());
    String token = api.token(sample.roomId(), "host-of-" + sample.roomId(), sample.name());
    List<String> arguments = sample.arguments(encoder, whipUrl + "/" + sample.roomId(), token);
    // A jar carries the program itself, so nothing needs to be installed.
    ProcessBuilder ffmpeg = FfmpegProgram.FFMPEG.command(arguments);
    try (Leashed host = Leashed.start(ffmpeg, logs.resolve(sample.roomId() + ".log"))) {
      int code = host.await();
      if (stopped.getCount() > 0) {
        LOG.warn("sample host {} ended with code {}; starting it again", sample.roomId(), code);
      }
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    supervisors.forEach(Thread::interrupt);
    for (Thread supervisor : supervisors) {
      try {
        supervisor.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
