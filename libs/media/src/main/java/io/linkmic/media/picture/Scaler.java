package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_plane;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.linkmic.media.ffmpeg.AvError;
import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Draws pictures of one kind at one place of one canvas: the same size is copied, another is scaled
 * by libswscale straight into the canvas's planes. What stands on its side or its head is scaled
 * into a picture as small as its place first, then turned.
 *
 * <p>Owns its scaler context and the small picture; the canvas owns and closes it.
 */
final class Scaler implements AutoCloseable {

  private static final int PLANES = 3;

  /** libswscale writes whole vectors, beyond the end of a row by less than this. */
  private static final int VECTOR = 64;

  private final Rectangle source;
  private final PointerPointer<BytePointer> from = new PointerPointer<>(4);
  private final PointerPointer<BytePointer> to = new PointerPointer<>(4);
  private final IntPointer toStride = new IntPointer(4);
  private final @Nullable SwsContext context;
  private final @Nullable BytePointer small;
  private final Turn[] turns;
  private final EdgeGuard[] guards;
  private final int degrees;
  private final Rectangle target;
  private final CanvasPlanes planes;

  /** What distinguishes one scaler from another. */
  record Key(Placement placement, int degrees, boolean fullRange) {}

  Scaler(Key key, CanvasPlanes planes) {
    this(key, planes, filter(key));
  }

  /**
   * From 1280×720 to 640×360, libswscale's bicubic filter (the FFmpeg program's) takes 650 µs,
   * bilinear 295 µs at 48.6 dB to it, fast bilinear 278 µs at 37.6 dB. To less than half the size,
   * area means are cheaper and nearer: to 320×180 151 µs and 49.2 dB, bilinear 231 µs and 48.1 dB.
   */
  private static int filter(Key key) {
    Rectangle source = key.placement().source();
    Rectangle target = key.placement().target();
    boolean turned = key.degrees() % 180 != 0;
    int width = turned ? target.height() : target.width();
    int height = turned ? target.width() : target.height();
    boolean small = 2 * width < source.width() && 2 * height < source.height();
    return small ? SWS_AREA : SWS_BILINEAR;
  }

  /** With another filter, for comparison. */
  Scaler(Key key, CanvasPlanes planes, int flags) {
    this.source = key.placement().source();
    this.target = key.placement().target();
    this.degrees = key.degrees();
    this.planes = planes;
    boolean turned = degrees % 180 != 0;
    int width = turned ? target.height() : target.width();
    int height = turned ? target.width() : target.height();
    boolean same = width == source.width() && height == source.height();
    context =
        same && !key.fullRange() ? null : context(source, width, height, key.fullRange(), flags);
    if (degrees == 0) {
      small = null;
      turns = new Turn[0];
      guards = context == null ? new EdgeGuard[0] : guards(planes, target);
      for (int i = 0; i < PLANES; i++) {
        to.put(i, planes.at(i, target.x(), target.y()));
        toStride.put(i, planes.stride(i));
      }
    } else {
      turns = new Turn[PLANES];
      small = smallPicture(width, height);
      guards = new EdgeGuard[0];
    }
  }

  private static SwsContext context(
      Rectangle source, int width, int height, boolean fullRange, int flags) {
    SwsContext context = sws_alloc_context();
    context.src_w(source.width()).src_h(source.height()).src_format(AV_PIX_FMT_YUV420P);
    context.dst_w(width).dst_h(height).dst_format(AV_PIX_FMT_YUV420P);
    context.src_range(fullRange ? 1 : 0).dst_range(0);
    context.flags(flags).threads(1);
    int result = sws_init_context(context, null, null);
    if (result < 0) {
      sws_freeContext(context);
      throw new PictureException("sws_init_context: " + AvError.text(result));
    }
    return context;
  }

  private static EdgeGuard[] guards(CanvasPlanes planes, Rectangle target) {
    EdgeGuard[] guards = new EdgeGuard[PLANES];
    int right = target.x() + target.width();
    for (int i = 0; i < PLANES; i++) {
      int half = i == 0 ? 1 : 2;
      guards[i] =
          new EdgeGuard(
              planes.bytes(i),
              planes.stride(i),
              planes.offset(i, right, target.y()),
              target.width() / half,
              target.height() / half,
              (planes.width() - right) / half);
    }
    return guards;
  }

  private BytePointer smallPicture(int width, int height) {
    int stride = (width + VECTOR - 1) / VECTOR * VECTOR + VECTOR;
    long luma = (long) stride * height;
    BytePointer memory = new BytePointer(luma * 2 + VECTOR);
    MemorySegment bytes = MemorySegment.ofBuffer(memory.asByteBuffer());
    for (int i = 0; i < PLANES; i++) {
      int half = i == 0 ? 1 : 2;
      // Each chroma plane has half the luma's rows and as much room in a row.
      long offset = i == 0 ? 0 : luma + (i - 1) * luma / 2;
      to.put(i, new BytePointer(memory).position(offset));
      toStride.put(i, stride);
      turns[i] = new Turn(bytes.asSlice(offset), stride, width / half, height / half);
    }
    return memory;
  }

  void draw(AVFrame frame) {
    for (int i = 0; i < PLANES; i++) {
      int half = i == 0 ? 1 : 2;
      long offset = (long) (source.y() / half) * frame.linesize(i) + source.x() / half;
      BytePointer plane = frame.data(i);
      from.put(i, plane.position(offset));
      if (context == null) {
        copy(i, half, plane, frame.linesize(i));
      }
    }
    if (context != null) {
      scale(context, frame.linesize());
    }
    for (int i = 0; i < turns.length; i++) {
      turns[i].to(
          planes.bytes(i), planes.offset(i, target.x(), target.y()), planes.stride(i), degrees);
    }
  }

  private void scale(SwsContext context, IntPointer fromStride) {
    for (EdgeGuard guard : guards) {
      guard.keep();
    }
    sws_scale(context, from, fromStride, 0, source.height(), to, toStride);
    for (EdgeGuard guard : guards) {
      guard.restore();
    }
  }

  private void copy(int plane, int half, BytePointer bytes, int stride) {
    BytePointer target = to.get(BytePointer.class, plane);
    av_image_copy_plane(
        target, toStride.get(plane), bytes, stride, source.width() / half, source.height() / half);
  }

  @Override
  public void close() {
    if (context != null) {
      sws_freeContext(context);
    }
    if (small != null) {
      small.close();
    }
    from.close();
    to.close();
    toStride.close();
  }
}
