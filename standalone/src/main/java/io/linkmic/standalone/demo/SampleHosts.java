package io.linkmic.standalone.demo;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.standalone.process.Leashed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  private final BroadcastClient client;
  private final Path logs;
  private final String encoder;
  private final Map<Sample, CreatedBroadcast> broadcasts = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> supervisors;

  /**
   * @param logs folder for what FFmpeg says
   */
  public SampleHosts(BroadcastClient client, Path logs) throws IOException {
    this.client = client;
    this.logs = Files.createDirectories(logs);
    // Only the GPL build knows x264.
    this.encoder = avcodec_find_encoder_by_name("libx264") == null ? "libopenh264" : "libx264";
    this.supervisors =
        Sample.ALL.stream()
            .map(sample -> Thread.ofVirtual().name(sample.hostId()).unstarted(() -> keep(sample)))
            .toList();
  }

  /** Creates their broadcasts, then starts them. */
  public void start() throws IOException, InterruptedException {
    for (Sample sample : Sample.ALL) {
      create(sample);
    }
    supervisors.forEach(Thread::start);
  }

  private CreatedBroadcast create(Sample sample) throws IOException, InterruptedException {
    CreatedBroadcast made = client.create(sample.title(), sample.hostId(), sample.title());
    broadcasts.put(sample, made);
    return made;
  }

  /** What they broadcast now. */
  public Map<Sample, CreatedBroadcast> broadcasts() {
    return Map.copyOf(broadcasts);
  }

  private void keep(Sample sample) {
    Duration pause = FIRST_PAUSE;
    while (stopped.getCount() > 0) {
      long startedAt = System.nanoTime();
      try {
        publish(sample);
      } catch (IOException e) {
        LOG.warn("sample host {}: {}", sample.hostId(), e.getMessage());
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
    BroadcastClient.Ticket ticket = ticket(sample);
    List<String> arguments = sample.arguments(encoder, client.whipUrl(ticket), ticket.token());
    // A jar carries the program itself, so nothing needs to be installed.
    ProcessBuilder ffmpeg = FfmpegProgram.FFMPEG.command(arguments);
    try (Leashed host = Leashed.start(ffmpeg, logs.resolve(sample.hostId() + ".log"))) {
      int code = host.await();
      if (stopped.getCount() > 0) {
        LOG.warn("sample host {} ended with code {}; starting it again", sample.hostId(), code);
      }
    }
  }

  /** Of its broadcast, or of another one when that has ended. */
  private BroadcastClient.Ticket ticket(Sample sample) throws IOException, InterruptedException {
    CreatedBroadcast broadcast = broadcasts.get(sample);
    if (broadcast == null || client.state(broadcast.broadcastId()).equals("ENDED")) {
      broadcast = create(sample);
    }
    return client.hostTicket(broadcast.broadcastId());
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
