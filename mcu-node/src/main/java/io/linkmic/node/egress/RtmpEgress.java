package io.linkmic.node.egress;

import io.linkmic.contract.address.UrlReason;
import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.egress.EgressUrlVerdict;
import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.media.rtmp.RtmpOutput;
import io.linkmic.media.rtmp.RtmpResult;
import io.linkmic.media.rtmp.RtmpSettings;
import io.linkmic.media.rtmp.RtmpUrl;
import io.linkmic.media.rtmp.StreamHeaders;
import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.program.VideoConfig;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One RTMP target: a thread that connects, writes, and connects again for as long as the program
 * lasts. {@link #offer}, {@link #finish}, {@link #abort} and {@link #status} may be called from any
 * thread; the native output belongs to the target's own.
 */
final class RtmpEgress {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpEgress.class);
  // The last packets of a program that ended have this long to get out.
  private static final long FAREWELL_MILLIS = 2_000;
  private static final long TAKE_MILLIS = 500;
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);
  // A target that takes no tag for this long is lost (reliability: watchdog on bytes written).
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(5);

  private final String egressId;
  private final RtmpUrl target;
  private final Bytes audioSpecificConfig;
  private final EgressUrlRules rules;
  private final Runnable keyFrameWanted;
  private final NodeMetrics metrics;
  private final EgressQueue queue = new EgressQueue();
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile EgressState state = EgressState.CONNECTING;
  private volatile @Nullable String lastError;
  private volatile @Nullable RtmpOutput output;
  private final AtomicLong bytesBefore = new AtomicLong();
  private final AtomicInteger reconnects = new AtomicInteger();
  private @Nullable VideoConfig written;
  private Runnable ended = () -> {};

  RtmpEgress(
      String egressId,
      String url,
      Bytes audioSpecificConfig,
      EgressUrlRules rules,
      Runnable keyFrameWanted,
      NodeMetrics metrics) {
    this.egressId = egressId;
    this.target = new RtmpUrl(url);
    this.audioSpecificConfig = audioSpecificConfig;
    this.rules = rules;
    this.keyFrameWanted = keyFrameWanted;
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name("egress-" + egressId).daemon().unstarted(this::run);
  }

  /**
   * @param whenEnded run by the target's thread as the last thing it does
   */
  void start(Runnable whenEnded) {
    ended = whenEnded;
    thread.start();
  }

  void awaitEnd(long nanos) throws InterruptedException {
    if (nanos > 0) {
      thread.join(Duration.ofNanos(nanos));
    }
  }

  /** Room's side; never blocks. */
  void offer(ProgramPacket packet) {
    if (!queue.offer(packet)) {
      metrics.egressDropped();
      keyFrameWanted.run();
    }
  }

  /** The program ended: what is queued still goes out, then good-bye. */
  void finish() {
    queue.finish();
    stopping.countDown();
  }

  /** Ends at once, blocked calls included. */
  void abort() {
    finish();
    RtmpOutput open = output;
    if (open != null) {
      open.interrupt();
    }
    thread.interrupt();
  }

  /** What waits for a target that is connected; nothing for one that is not. */
  EgressQueue.Depth waiting() {
    return state == EgressState.LIVE ? queue.depth() : EgressQueue.Depth.NONE;
  }

  EgressStatus status() {
    RtmpOutput open = output;
    EgressQueue.Depth depth = queue.depth();
    return new EgressStatus(
        egressId,
        target.redacted(),
        state.name().toLowerCase(Locale.ROOT),
        bytesBefore.get() + (open == null ? 0 : open.bytesWritten()),
        depth.millis(),
        depth.bytes(),
        depth.droppedFrames(),
        reconnects.get(),
        lastError);
  }

  private void run() {
    try {
      while (!queue.finished() && state != EgressState.FAILED) {
        session();
      }
    } catch (InterruptedException aborted) {
      LOG.debug("Egress {} aborted", egressId);
    } catch (RuntimeException bug) {
      LOG.error("Egress {} failed", egressId, bug);
      lastError = "internal error";
      state = EgressState.FAILED;
    } finally {
      if (state != EgressState.FAILED) {
        state = EgressState.STOPPED;
      }
      ended.run();
    }
  }

  /** One connection from first attempt to loss, then the pause before the next. */
  private void session() throws InterruptedException {
    VideoConfig config = queue.awaitConfig(TAKE_MILLIS);
    if (config == null) {
      return;
    }
    String failure =
        switch (rules.check(target.value())) {
          case EgressUrlVerdict.Allowed allowed -> push(settings(allowed), config);
          case EgressUrlVerdict.Refused(var reason, String sentence) -> {
            if (reason != UrlReason.UNKNOWN_HOST) {
              state = EgressState.FAILED;
            }
            yield sentence;
          }
        };
    if (failure != null) {
      lastError = failure;
      metrics.egressFailure();
      if (state == EgressState.FAILED) {
        LOG.warn("Egress {} to {} given up: {}", egressId, target.redacted(), failure);
        return;
      }
      pause(failure);
    }
  }

  /**
   * Connects to the address that was checked, under the name that was given. With TLS by name: the
   * server needs it to choose its certificate, and that certificate proves who answers.
   */
  private RtmpSettings settings(EgressUrlVerdict.Allowed allowed) {
    String url = allowed.tls() ? target.value() : allowed.connectUrl();
    return new RtmpSettings(new RtmpUrl(url), OPEN_TIMEOUT, WRITE_TIMEOUT, allowed.tcUrl());
  }

  private void pause(String failure) throws InterruptedException {
    state = EgressState.RETRYING;
    long millis = backoff.nextMillis();
    LOG.info(
        "Egress {} to {}: {}; next attempt in {} ms", egressId, target.redacted(), failure, millis);
    if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
      return;
    }
    reconnects.incrementAndGet();
  }

  /** Pushes until the connection is lost or the program ends; null if it ended. */
  private @Nullable String push(RtmpSettings settings, VideoConfig config)
      throws InterruptedException {
    RtmpOutput open = new RtmpOutput(settings);
    output = open;
    try {
      if (open.open(headers(config)) instanceof RtmpResult.Failed failed) {
        if (failed.cause() == RtmpResult.Cause.INVALID) {
          state = EgressState.FAILED;
        }
        return failed.text();
      }
      written = config;
      if (reconnects.get() > 0) {
        // What waited is old by now: begin afresh with an IDR, asked for at once.
        queue.restart();
        keyFrameWanted.run();
      }
      state = EgressState.LIVE;
      lastError = null;
      backoff.reset();
      String failure = writeAll(open);
      if (failure != null) {
        // Break off without a goodbye: servers end the viewers' stream at a goodbye, not at a
        // break.
        open.interrupt();
      }
      return failure;
    } finally {
      bytesBefore.addAndGet(open.bytesWritten());
      output = null;
      open.close();
    }
  }

  private @Nullable String writeAll(RtmpOutput open) throws InterruptedException {
    long farewellUntil = Long.MAX_VALUE;
    while (System.nanoTime() < farewellUntil) {
      if (farewellUntil == Long.MAX_VALUE && queue.finished()) {
        farewellUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
      }
      ProgramPacket packet = queue.take(TAKE_MILLIS);
      if (packet == null) {
        if (queue.finished()) {
          return null;
        }
        continue;
      }
      if (write(open, packet) instanceof RtmpResult.Failed failed) {
        return failed.text();
      }
    }
    return null;
  }

  private RtmpResult write(RtmpOutput open, ProgramPacket packet) {
    return switch (packet) {
      case ProgramPacket.Audio(Bytes aac, long dts) ->
          open.writeAudio(aac.array(), aac.arrayOffset(), aac.length(), dts);
      case ProgramPacket.Video video -> writeVideo(open, video);
    };
  }

  private RtmpResult writeVideo(RtmpOutput open, ProgramPacket.Video video) {
    if (video.idr() && !video.config().equals(written)) {
      open.changeVideoConfig(buffer(video.config().avcDecoderConfiguration()));
      written = video.config();
    }
    Bytes data = video.nalUnits();
    long dts = video.dtsMillis();
    RtmpResult result =
        open.writeVideo(data.array(), data.arrayOffset(), data.length(), dts, dts, video.idr());
    if (video.arrivedNanos() != 0 && result.ok()) {
      metrics.nodeLatency(System.nanoTime() - video.arrivedNanos());
    }
    return result;
  }

  private StreamHeaders headers(VideoConfig config) {
    return new StreamHeaders(
        buffer(config.avcDecoderConfiguration()),
        buffer(audioSpecificConfig),
        config.width(),
        config.height(),
        0,
        128_000,
        0);
  }

  private static ByteBuffer buffer(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toArray());
  }
}
