package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One reference to a decoded picture, 4:2:0 with 8 bits a sample; who holds it closes it.
 *
 * <p>The samples never change and lie in libavcodec's pool until the last reference is closed, also
 * beyond the end of their decoder. A reference belongs to one thread at a time and may be handed to
 * another; two threads take one each with {@link #retain}. After {@link #close} every other method
 * throws {@link IllegalStateException}; closing twice does nothing.
 */
public final class Picture implements AutoCloseable {

  private static final AtomicLong OPEN = new AtomicLong();

  private final Samples samples;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Picture(Samples samples) {
    this.samples = samples;
    OPEN.incrementAndGet();
  }

  /**
   * The first reference.
   *
   * @param frame transferred
   */
  static Picture of(AVFrame frame, long micros, int rotationDegrees) {
    return new Picture(new Samples(frame, micros, rotationDegrees));
  }

  /** The references of the whole process that are not closed yet: a gauge of leaks. */
  public static long open() {
    return OPEN.get();
  }

  /** In pixels, as coded: before turning by {@link #rotationDegrees}. */
  public int width() {
    return opened().width;
  }

  /** In pixels, as coded: before turning by {@link #rotationDegrees}. */
  public int height() {
    return opened().height;
  }

  /** Clockwise turn that shows the picture upright: 0, 90, 180 or 270. */
  public int rotationDegrees() {
    return opened().rotationDegrees;
  }

  /** When to show it, in the time base that the decoder was given. */
  public long micros() {
    return opened().micros;
  }

  /** Another reference to the same samples, to be closed on its own. */
  public Picture retain() {
    Samples shared = opened();
    shared.references.incrementAndGet();
    return new Picture(shared);
  }

  /** Luma 0 to 255 instead of 16 to 235. */
  boolean fullRange() {
    return opened().fullRange;
  }

  /** Borrowed; valid until this reference is closed. */
  AVFrame frame() {
    return opened().frame;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      OPEN.decrementAndGet();
      samples.release();
    }
  }

  private Samples opened() {
    if (closed.get()) {
      throw new IllegalStateException("picture is closed");
    }
    return samples;
  }

  /** What all references share; the last one frees it. */
  private static final class Samples {
    final AVFrame frame;
    final int width;
    final int height;
    final boolean fullRange;
    final long micros;
    final int rotationDegrees;
    final AtomicInteger references = new AtomicInteger(1);

    Samples(AVFrame frame, long micros, int rotationDegrees) {
      this.frame = frame;
      this.width = frame.width();
      this.height = frame.height();
      this.fullRange =
          frame.color_range() == AVCOL_RANGE_JPEG || frame.format() == AV_PIX_FMT_YUVJ420P;
      this.micros = micros;
      this.rotationDegrees = rotationDegrees;
    }

    void release() {
      if (references.decrementAndGet() == 0) {
        av_frame_free(frame);
      }
    }
  }
}
