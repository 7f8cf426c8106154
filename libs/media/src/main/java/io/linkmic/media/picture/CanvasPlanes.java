package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** The memory of a canvas: three planes as FFmpeg's pointers and as Java's segments. */
final class CanvasPlanes implements AutoCloseable {

  /** Room behind each row, because libswscale writes whole vectors of up to 64 bytes. */
  private static final int MARGIN = 128;

  private static final int ALIGNMENT = 64;

  private static final ValueLayout.OfLong EIGHT = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final long EVEN = 0x00ff_00ff_00ff_00ffL;
  private static final long HALF = 0x0080_0080_0080_0080L;

  private final AVFrame frame = av_frame_alloc();
  private final BytePointer[] pointers = new BytePointer[3];
  private final MemorySegment[] segments = new MemorySegment[3];
  private final int[] strides = new int[3];

  CanvasPlanes(int width, int height) {
    frame.format(AV_PIX_FMT_YUV420P).width(width + MARGIN).height(height);
    frame.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
    frame.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
    if (av_frame_get_buffer(frame, ALIGNMENT) < 0) {
      av_frame_free(frame);
      throw new PictureException("no memory for a canvas of " + width + "x" + height);
    }
    frame.width(width);
    for (int i = 0; i < 3; i++) {
      strides[i] = frame.linesize(i);
      long bytes = (long) strides[i] * (i == 0 ? height : height / 2);
      pointers[i] = new BytePointer(frame.data(i)).capacity(bytes);
      segments[i] = MemorySegment.ofBuffer(pointers[i].asByteBuffer());
    }
  }

  AVFrame frame() {
    return frame;
  }

  /** In pixels, without the margin. */
  int width() {
    return frame.width();
  }

  int stride(int plane) {
    return strides[plane];
  }

  MemorySegment bytes(int plane) {
    return segments[plane];
  }

  /** Of the sample that shows the pixel, from the plane's start. */
  long offset(int plane, int x, int y) {
    return plane == 0 ? (long) y * strides[0] + x : (long) (y / 2) * strides[plane] + x / 2;
  }

  BytePointer at(int plane, int x, int y) {
    return pointers[plane].getPointer(offset(plane, x, y));
  }

  /** Each sample the mean of those of two others of the same size. */
  void mean(CanvasPlanes from, CanvasPlanes to, int weight) {
    for (int i = 0; i < 3; i++) {
      // Rows with their margin: they are whole longs, and one loop is faster than many.
      MemorySegment a = from.segments[i];
      MemorySegment b = to.segments[i];
      MemorySegment target = segments[i];
      for (long at = 0; at < target.byteSize(); at += Long.BYTES) {
        target.set(EIGHT, at, mean(a.get(EIGHT, at), b.get(EIGHT, at), weight));
      }
    }
  }

  /**
   * Of eight samples each: every other one gets 16 bits, which 255 × 256 + 128 fits into, so that
   * one multiplication does four.
   */
  static long mean(long a, long b, int weight) {
    long rest = 256L - weight;
    long even = (a & EVEN) * rest + (b & EVEN) * weight + HALF;
    long odd = ((a >>> 8) & EVEN) * rest + ((b >>> 8) & EVEN) * weight + HALF;
    return ((even >>> 8) & EVEN) | (odd & ~EVEN);
  }

  @Override
  public void close() {
    av_frame_free(frame);
  }
}
