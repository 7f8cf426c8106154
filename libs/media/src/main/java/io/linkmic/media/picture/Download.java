package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_pool_get;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_pool_init;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_pool_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;
import static org.bytedeco.ffmpeg.global.avutil.av_image_fill_arrays;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avutil.AVBufferPool;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings decoded pictures from a card's memory into planes of main memory; cards interleave chroma
 * (NV12). Owns its buffers; planes that were handed out live on. The decoder's thread only.
 */
final class Download implements AutoCloseable {

  private static final int ALIGNMENT = 64;

  private final AVFrame interleaved = av_frame_alloc();
  private @Nullable SwsContext context;
  private @Nullable AVBufferPool pool;
  private int width;
  private int height;

  /**
   * The same picture in planes.
   *
   * @param card borrowed
   * @return transferred; null if it cannot be had
   */
  @Nullable AVFrame planes(AVFrame card) {
    // Anew each time: what it was allocated for may have another size by now.
    av_frame_unref(interleaved);
    if (av_hwframe_transfer_data(interleaved, card, 0) < 0
        || interleaved.format() != AV_PIX_FMT_NV12) {
      return null;
    }
    resize(card.width(), card.height());
    AVFrame planes = framed();
    if (planes == null || av_frame_copy_props(planes, card) < 0) {
      av_frame_free(planes);
      return null;
    }
    sws_scale(
        context,
        interleaved.data(),
        interleaved.linesize(),
        0,
        height,
        planes.data(),
        planes.linesize());
    return planes;
  }

  private void resize(int wide, int high) {
    if (wide == width && high == height) {
      return;
    }
    release();
    width = wide;
    height = high;
    context =
        sws_getContext(
            width,
            height,
            AV_PIX_FMT_NV12,
            width,
            height,
            AV_PIX_FMT_YUV420P,
            SWS_POINT,
            null,
            null,
            (DoublePointer) null);
    int bytes = av_image_get_buffer_size(AV_PIX_FMT_YUV420P, width, height, ALIGNMENT);
    pool = av_buffer_pool_init(bytes + ALIGNMENT, null);
  }

  private @Nullable AVFrame framed() {
    AVBufferRef buffer = context == null || pool == null ? null : av_buffer_pool_get(pool);
    if (buffer == null) {
      return null;
    }
    AVFrame frame = av_frame_alloc();
    frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
    frame.buf(0, buffer);
    av_image_fill_arrays(
        frame.data(),
        frame.linesize(),
        buffer.data(),
        AV_PIX_FMT_YUV420P,
        width,
        height,
        ALIGNMENT);
    return frame;
  }

  private void release() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
    if (pool != null) {
      av_buffer_pool_uninit(pool);
      pool = null;
    }
  }

  @Override
  public void close() {
    av_frame_free(interleaved);
    release();
  }
}
