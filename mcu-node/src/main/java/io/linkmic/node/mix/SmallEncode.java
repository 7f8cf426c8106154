package io.linkmic.node.mix;

import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.media.picture.Canvas;
import io.linkmic.node.program.PictureMix.Event;
import io.linkmic.node.program.PictureMix.Format;
import io.linkmic.node.program.PictureMix.Listener;
import io.linkmic.rtc.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A mix's pictures once more, smaller, while somebody wants them. Whatever happens to it, the mix
 * itself goes on. The mix's thread draws, encodes and closes; {@link #want} is for the room's.
 */
final class SmallEncode implements AutoCloseable {
  // Half of 720p; of 1080p a third, which a narrow path and a small screen take as well.
  private static final int PIXELS = 640 * 360;
  // Receivers go back and forth; an encoder takes 20 ms and an IDR to begin.
  private static final long KEPT_MICROS = 5_000_000;
  // Several receivers that come or lose something within this time share one key frame.
  private static final long KEY_FRAME_MICROS = 500_000;
  // Less is not worth another rate: an encoder's own error is as large.
  private static final double STEP = 0.1;

  private final Format format;
  private final Listener listener;
  private final MixKit kit;
  // From the room's thread.
  private volatile int wanted;
  private volatile boolean keyFrame;
  // The mix's thread only.
  private @Nullable Canvas canvas;
  private @Nullable VideoEncoder encoder;
  private long wantedAt;
  private long keyFrameAt;
  private int bitrate;
  private boolean failed;

  SmallEncode(Format format, Listener listener, MixKit kit) {
    this.format = format;
    this.listener = listener;
    this.kit = kit;
  }

  void want(int bitsPerSecond, boolean idr) {
    wanted = bitsPerSecond;
    if (idr) {
      keyFrame = true;
    }
  }

  /**
   * @param full borrowed for this call
   * @param at the frame's time, µs
   */
  void picture(Canvas full, long frame, long at) {
    int now = wanted;
    if (now > 0) {
      wantedAt = at;
    }
    if (failed || (now == 0 && encoder == null)) {
      return;
    }
    try {
      if (now == 0 && at - wantedAt > KEPT_MICROS) {
        close();
      } else {
        encode(full, now, frame, at);
      }
    } catch (RuntimeException | LinkageError failure) {
      failed = true;
      close();
      kit.smallFailed(failure);
      listener.happened(new Event.SmallFailed(String.valueOf(failure.getMessage())));
    }
  }

  private void encode(Canvas full, int now, long frame, long at) {
    Canvas small = canvas;
    VideoEncoder running = encoder;
    if (small == null || running == null) {
      Format smaller = smaller(format, now);
      small = new Canvas(smaller.width(), smaller.height());
      canvas = small;
      running = kit.encoder(smaller, FrameClock.of(0, format.frameRate()));
      encoder = running;
      kit.small().incrementAndGet();
      bitrate = now;
      keyFrameAt = at - format.gopMicros();
    }
    boolean idr =
        (keyFrame && at - keyFrameAt > KEY_FRAME_MICROS) || at - keyFrameAt >= format.gopMicros();
    boolean steps = now > 0 && Math.abs(now - bitrate) > STEP * bitrate;
    if (steps && (idr || running.changesBitrate())) {
      running.bitrate(now);
      bitrate = now;
    }
    small.scaled(full);
    running.encode(
        small,
        frame,
        idr,
        (nalUnits, isIdr, pts) -> {
          if (isIdr) {
            keyFrameAt = at;
            keyFrame = false;
          }
          listener.happened(new Event.Small(Bytes.wrap(nalUnits), isIdr, at));
        });
  }

  /** Half as wide and high, or less: at most as many pixels as 640 x 360. */
  static Format smaller(Format full, int bitrate) {
    double scale =
        Math.min(0.5, Math.sqrt((double) PIXELS / ((double) full.width() * full.height())));
    return new Format(
        even(full.width() * scale),
        even(full.height() * scale),
        full.frameRate(),
        bitrate,
        full.gopMicros());
  }

  private static int even(double pixels) {
    return (int) Math.max(16, 2 * Math.round(pixels / 2));
  }

  @Override
  public void close() {
    VideoEncoder running = encoder;
    Canvas small = canvas;
    encoder = null;
    canvas = null;
    if (running != null) {
      kit.small().decrementAndGet();
      running.close();
    }
    if (small != null) {
      small.close();
    }
  }
}
