package io.linkmic.node.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The node's meters. Any thread. */
public final class NodeMetrics {
  private final MeterRegistry registry;
  private final Timer nodeLatency;
  // The registry holds what it reads only weakly.
  private final Queue<LongSupplier> kept = new ConcurrentLinkedQueue<>();
  private final Counter egressFailures;
  private final Counter egressDrops;
  private final Counter mailboxDrops;
  private final Counter relayFailures;
  private final Counter mixFrames;
  private final Counter mixMissed;
  private final Counter mixPicturesMissed;
  private final Timer mixLatency;
  private final Counter mixSmallFailures;
  private final DistributionSummary feedDownlink;

  public NodeMetrics(MeterRegistry registry) {
    this.registry = registry;
    nodeLatency =
        Timer.builder("linkmic.node.latency")
            .description("Last datagram of a picture in until its RTMP tag was written")
            .publishPercentiles(0.5, 0.95, 0.99)
            .percentilePrecision(2)
            .minimumExpectedValue(Duration.ofNanos(50_000))
            .maximumExpectedValue(Duration.ofSeconds(5))
            .register(registry);
    egressFailures = registry.counter("linkmic.egress.failures");
    egressDrops = registry.counter("linkmic.egress.gop.drops");
    mailboxDrops = registry.counter("linkmic.room.mailbox.drops");
    relayFailures = registry.counter("linkmic.relay.failures");
    mixFrames = registry.counter("linkmic.mix.frames");
    mixMissed = registry.counter("linkmic.mix.frames.missed");
    mixPicturesMissed = registry.counter("linkmic.mix.pictures.missed");
    mixSmallFailures = registry.counter("linkmic.mix.small.failures");
    feedDownlink =
        DistributionSummary.builder("linkmic.feed.downlink")
            .description("What the path to a receiver takes, each time that it has changed")
            .baseUnit("bit/s")
            .publishPercentiles(0.1, 0.5, 0.9)
            .register(registry);
    mixLatency =
        Timer.builder("linkmic.mix.latency")
            .description("Last datagram of the newest picture in until the mixed one is encoded")
            .publishPercentiles(0.5, 0.95, 0.99)
            .percentilePrecision(2)
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(5))
            .register(registry);
  }

  /** A stream of a linked room could not be had, or was lost. */
  public void relayFailed() {
    relayFailures.increment();
  }

  /**
   * Streams of linked rooms that are shown here.
   *
   * @param kind {@code local} or {@code remote}
   */
  public void relayStreams(String kind, LongSupplier value) {
    kept.add(value);
    Gauge.builder("linkmic.relay.streams", value, LongSupplier::getAsLong)
        .tags(Tags.of("kind", kind))
        .register(registry);
  }

  /**
   * Receivers by WebRTC.
   *
   * @param kind of their pictures: {@code full}, {@code small} or {@code none}
   */
  public void feedStreams(String kind, LongSupplier value) {
    kept.add(value);
    Gauge.builder("linkmic.feed.streams", value, LongSupplier::getAsLong)
        .tags(Tags.of("kind", kind))
        .register(registry);
  }

  /** What the path to a receiver takes, bit/s: each time that it has changed. */
  public void feedDownlink(long bitsPerSecond) {
    feedDownlink.record((double) bitsPerSecond);
  }

  /** A mix's second, smaller encode could not begin or go on. */
  public void mixSmallFailed() {
    mixSmallFailures.increment();
  }

  /** Time one picture spent in the node. */
  public void nodeLatency(long nanos) {
    nodeLatency.record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * A frame of a mix was encoded.
   *
   * @param nanos since the newest picture in it arrived; negative without a new one
   */
  public void mixed(long nanos) {
    mixFrames.increment();
    if (nanos >= 0) {
      mixLatency.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** What mixes are encoded with. */
  public void mixEncoder(String name) {
    registry.gauge("linkmic.mix.encoder", Tags.of("name", name), 1);
  }

  /**
   * What decodes the hosts of this node's mixes.
   *
   * @param name of few
   */
  public void mixDecoder(String name) {
    registry.gauge("linkmic.mix.decoder", Tags.of("name", name), 1);
  }

  /** Frames of a mix were left out because it was behind. */
  public void mixMissed(long frames) {
    mixMissed.increment((double) frames);
  }

  /**
   * An image of a layout could not be had.
   *
   * @param reason one of a fixed set, kebab case
   */
  public void imageFailed(String reason) {
    registry.counter("linkmic.image.failures", "reason", reason).increment();
  }

  /** A host's picture was not there when its frame was drawn, and shown in a later one. */
  public void mixPictureMissed() {
    mixPicturesMissed.increment();
  }

  /** A target refused or was lost. */
  public void egressFailure() {
    egressFailures.increment();
  }

  /** A target's queue dropped pictures up to an IDR. */
  public void egressDropped() {
    egressDrops.increment();
  }

  /** A room was too busy for a message. */
  public void mailboxDropped() {
    mailboxDrops.increment();
  }

  /**
   * A guard of the Socket.IO door turned something away.
   *
   * @param reason one of a fixed set, kebab case
   */
  public void signalingRefused(String reason) {
    registry.counter("linkmic.signaling.refused", "reason", reason).increment();
  }

  /** A figure that only grows, read when scraped. */
  public void counter(String name, LongSupplier value) {
    kept.add(value);
    FunctionCounter.builder(name, value, LongSupplier::getAsLong).register(registry);
  }

  /** A figure that goes up and down, read when scraped. */
  public void gauge(String name, LongSupplier value) {
    kept.add(value);
    Gauge.builder(name, value, LongSupplier::getAsLong).register(registry);
  }
}
