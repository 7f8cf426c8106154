package io.linkmic.node.mix;

import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.picture.DecoderDevice;
import io.linkmic.media.picture.DecoderName;
import io.linkmic.node.image.Images;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Opens the mixes of a node. Decoding shares one pool, each mix draws on a thread of its own. */
public final class Mixes implements PictureMix.Gate, AutoCloseable {
  // Two hosts of 720p30 take about 0.35 of a processor (docs/performance.md), nine take 0.9.
  private static final int SLOTS_PER_PROCESSOR = 2;

  private final ExecutorService decoders;
  private final DecoderDevice device;
  private final MixKit kit;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param encoder used without a trial
   * @param micros the node's clock
   * @param images of layouts
   */
  public Mixes(EncoderName encoder, LongSupplier micros, NodeMetrics metrics, Images images) {
    this(
        new EncoderChoice(encoder, "Nobody asked for another one."),
        new DecoderChoice(DecoderName.SOFTWARE, "Nobody asked for another one."),
        MixSettings.DEFAULT.degradation(),
        micros,
        metrics,
        images);
  }

  private Mixes(
      EncoderChoice encoder,
      DecoderChoice decoder,
      MixSettings.Degradation degradation,
      LongSupplier micros,
      NodeMetrics metrics,
      Images images) {
    decoders =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("decode-", 0).daemon().factory());
    device = DecoderDevice.open(decoder.name());
    AtomicInteger degraded = new AtomicInteger();
    AtomicLong bitrate = new AtomicLong();
    AtomicInteger small = new AtomicInteger();
    kit =
        new MixKit(
            new Decoding(decoders, device),
            encoder,
            degradation,
            micros,
            metrics,
            images,
            running,
            degraded,
            bitrate,
            small);
    metrics.gauge("linkmic.mix.running", running::get);
    metrics.gauge("linkmic.mix.degraded", degraded::get);
    metrics.gauge("linkmic.mix.bitrate", bitrate::get);
    metrics.gauge("linkmic.mix.small", small::get);
  }

  /** Without images. */
  public Mixes(EncoderName encoder, LongSupplier micros, NodeMetrics metrics) {
    this(encoder, micros, metrics, Images.none());
  }

  /**
   * With the first encoder and decoder that work on this machine.
   *
   * @param micros the node's clock
   * @param images of layouts
   * @throws NoCodecException where none does
   */
  public static Mixes probed(
      MixSettings settings, LongSupplier micros, NodeMetrics metrics, Images images) {
    EncoderChoice chosen = EncoderChoice.probed(settings.encoders());
    metrics.mixEncoder(chosen.name().ffmpegName());
    DecoderChoice decoder = DecoderChoice.probed(settings.decoders(), chosen.name());
    metrics.mixDecoder(decoder.name().word());
    return new Mixes(chosen, decoder, settings.degradation(), micros, metrics, images);
  }

  @Override
  public PictureMix open(PictureMix.Format format, long lead, PictureMix.Listener listener) {
    running.incrementAndGet();
    return new CanvasMix("mix-" + opened.incrementAndGet(), format, lead, listener, kit);
  }

  @Override
  public PictureMix.Encoder encoder() {
    return new PictureMix.Encoder(
        kit.encoder().name().ffmpegName(), kit.encoder().reason(), device.name().word());
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
    device.close();
  }
}
