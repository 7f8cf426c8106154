package io.linkmic.node.mix;

import io.linkmic.media.encode.EncoderSettings;
import io.linkmic.media.encode.EncoderTuning;
import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.node.image.Images;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all mixes of a node share.
 *
 * @param decoding what decodes its hosts
 * @param encoder the chosen one
 * @param micros the node's clock
 * @param images of layouts
 * @param running mixes that are open
 * @param degraded those of them below their frame rate
 * @param bitrate bit/s that all of them aim at
 * @param small those of them that encode a second time, smaller
 */
record MixKit(
    Decoding decoding,
    EncoderChoice encoder,
    MixSettings.Degradation degradation,
    LongSupplier micros,
    NodeMetrics metrics,
    Images images,
    AtomicInteger running,
    AtomicInteger degraded,
    AtomicLong bitrate,
    AtomicInteger small) {
  // The same pictures go to browsers, who are only promised this profile; it costs less, too.
  private static final EncoderTuning TUNING =
      new EncoderTuning(EncoderTuning.Profile.CONSTRAINED_BASELINE, 1);

  private static final Logger LOG = LoggerFactory.getLogger(MixKit.class);

  VideoEncoder encoder(PictureMix.Format format, FrameClock rate) {
    return VideoEncoder.open(
        encoder.name(),
        new EncoderSettings(
            format.width(),
            format.height(),
            rate.numerator(),
            rate.denominator(),
            format.bitrate(),
            rate.frames(format.gopMicros())),
        TUNING);
  }

  void closed() {
    running.decrementAndGet();
  }

  void failed(Throwable failure) {
    LOG.error("A mix failed", failure);
  }

  void smallFailed(Throwable failure) {
    metrics.mixSmallFailed();
    LOG.error("A mix's smaller encode failed", failure);
  }

  /** Frames that were left out because the mix was behind. */
  void missed(long frames) {
    metrics.mixMissed(frames);
  }

  /** A host's picture came after its frame was drawn. */
  void pictureMissed() {
    metrics.mixPictureMissed();
  }

  /**
   * A frame was made.
   *
   * @param newestNanos {@code System.nanoTime()} at which the newest picture in it came, else 0
   */
  void mixed(long newestNanos) {
    metrics.mixed(newestNanos == 0 ? -1 : System.nanoTime() - newestNanos);
  }
}
