package io.linkmic.node.mix;

import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderProbe;
import io.linkmic.media.encode.EncoderSettings;
import io.linkmic.node.image.Images;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the mixes of a node. Decoding shares one pool, each mix draws on a thread of its own. */
public final class Mixes implements PictureMix.Gate, AutoCloseable {
  // Two hosts of 720p30 take about 0.35 of a processor (docs/performance.md), nine take 0.9.
  private static final int SLOTS_PER_PROCESSOR = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Mixes.class);

  private final ExecutorService decoders;
  private final MixKit kit;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param encoder what {@link io.linkmic.media.encode.EncoderProbe} chose
   * @param micros the node's clock
   * @param images of layouts
   */
  public Mixes(EncoderName encoder, LongSupplier micros, NodeMetrics metrics, Images images) {
    decoders =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("decode-", 0).daemon().factory());
    kit = new MixKit(decoders, encoder, micros, metrics, images, running);
    metrics.gauge("linkmic.mix.running", running::get);
  }

  /** Without images. */
  public Mixes(EncoderName encoder, LongSupplier micros, NodeMetrics metrics) {
    this(encoder, micros, metrics, Images.none());
  }

  /**
   * With the first encoder that works on this machine.
   *
   * @param micros the node's clock
   * @param images of layouts
   * @throws IllegalStateException where none does
   */
  public static Mixes probed(LongSupplier micros, NodeMetrics metrics, Images images) {
    EncoderProbe probe = EncoderProbe.run(new EncoderSettings(320, 180, 30, 1, 500_000, 60));
    for (EncoderProbe.Result result : probe.results()) {
      LOG.info(
          "Encoder {}: {} ({} ms)",
          result.name().ffmpegName(),
          result.works() ? "works" : result.why(),
          result.millis());
    }
    EncoderName chosen =
        probe
            .choice()
            .orElseThrow(() -> new IllegalStateException("No H.264 encoder works: " + probe));
    LOG.info("Mixes are encoded by {}, the first that works.", chosen.ffmpegName());
    metrics.mixEncoder(chosen.ffmpegName());
    return new Mixes(chosen, micros, metrics, images);
  }

  @Override
  public PictureMix open(PictureMix.Format format, long lead, PictureMix.Listener listener) {
    running.incrementAndGet();
    return new CanvasMix("mix-" + opened.incrementAndGet(), format, lead, listener, kit);
  }

  @Override
  public int running() {
    return running.get();
  }

  @Override
  public int slots() {
    return SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
  }

  /** Mixes are closed by their programs; the last of their lanes close here. */
  @Override
  public void close() {
    decoders.shutdown();
  }
}
