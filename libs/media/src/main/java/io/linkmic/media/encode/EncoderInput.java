package io.linkmic.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_init;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.linkmic.media.ffmpeg.AvError;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a canvas into the form that an encoder reads: as it is for most, its chroma interleaved
 * (NV12) for Intel's, and then into the graphics card's memory for VA-API.
 */
sealed interface EncoderInput extends AutoCloseable {

  /** Before the encoder is opened: its pixel format, and its frames in a card's memory. */
  void prepare(AVCodecContext codec);

  /** What to encode; borrowed until the next call. */
  AVFrame from(AVFrame canvas);

  @Override
  void close();

  static EncoderInput of(EncoderName name, EncoderSettings settings) {
    if (name.pixelFormat() == AV_PIX_FMT_YUV420P) {
      return new AsItIs();
    }
    Interleaved interleaved = new Interleaved(settings.width(), settings.height());
    return name == EncoderName.VAAPI ? new Uploaded(interleaved, settings) : interleaved;
  }

  private static void check(String call, int result) {
    if (result < 0) {
      throw new EncoderException(call + ": " + AvError.text(result));
    }
  }

  /** Planes stay planes. */
  final class AsItIs implements EncoderInput {
    @Override
    public void prepare(AVCodecContext codec) {
      codec.pix_fmt(AV_PIX_FMT_YUV420P);
    }

    @Override
    public AVFrame from(AVFrame canvas) {
      return canvas;
    }

    @Override
    public void close() {}
  }

  /** NV12 in main memory. */
  final class Interleaved implements EncoderInput {
    private final SwsContext context;
    private final AVFrame frame = av_frame_alloc();

    Interleaved(int width, int height) {
      context =
          sws_getContext(
              width,
              height,
              AV_PIX_FMT_YUV420P,
              width,
              height,
              AV_PIX_FMT_NV12,
              SWS_POINT,
              null,
              null,
              (DoublePointer) null);
      frame.format(AV_PIX_FMT_NV12).width(width).height(height);
      frame.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
      check("av_frame_get_buffer", av_frame_get_buffer(frame, 0));
    }

    @Override
    public void prepare(AVCodecContext codec) {
      codec.pix_fmt(AV_PIX_FMT_NV12);
    }

    @Override
    public AVFrame from(AVFrame canvas) {
      sws_scale(
          context,
          canvas.data(),
          canvas.linesize(),
          0,
          canvas.height(),
          frame.data(),
          frame.linesize());
      frame.pts(canvas.pts()).pict_type(canvas.pict_type());
      return frame;
    }

    @Override
    public void close() {
      av_frame_free(frame);
      sws_freeContext(context);
    }
  }

  /** NV12 in the memory of the first card that VA-API finds. */
  final class Uploaded implements EncoderInput {

    /** The encoder refers to one or two former pictures; the rest is slack. */
    private static final int POOL = 8;

    private final Interleaved interleaved;
    private final AVFrame frame = av_frame_alloc();
    private final AVBufferRef device = new AVBufferRef(null);
    private @Nullable AVBufferRef frames;

    Uploaded(Interleaved interleaved, EncoderSettings settings) {
      this.interleaved = interleaved;
      try {
        int created =
            av_hwdevice_ctx_create(
                device, AV_HWDEVICE_TYPE_VAAPI, (String) null, (AVDictionary) null, 0);
        check("av_hwdevice_ctx_create", created);
        frames = framesOf(device, settings);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    private static AVBufferRef framesOf(AVBufferRef device, EncoderSettings settings) {
      AVBufferRef frames = av_hwframe_ctx_alloc(device);
      AVHWFramesContext context = new AVHWFramesContext(frames.data());
      context.format(AV_PIX_FMT_VAAPI).sw_format(AV_PIX_FMT_NV12);
      context.width(settings.width()).height(settings.height()).initial_pool_size(POOL);
      check("av_hwframe_ctx_init", av_hwframe_ctx_init(frames));
      return frames;
    }

    @Override
    public void prepare(AVCodecContext codec) {
      codec.pix_fmt(AV_PIX_FMT_VAAPI);
      codec.hw_frames_ctx(av_buffer_ref(frames));
    }

    @Override
    public AVFrame from(AVFrame canvas) {
      AVFrame source = interleaved.from(canvas);
      av_frame_unref(frame);
      check("av_hwframe_get_buffer", av_hwframe_get_buffer(frames, frame, 0));
      check("av_hwframe_transfer_data", av_hwframe_transfer_data(frame, source, 0));
      frame.pts(source.pts()).pict_type(source.pict_type());
      return frame;
    }

    @Override
    public void close() {
      av_frame_free(frame);
      if (frames != null) {
        av_buffer_unref(frames);
      }
      if (!device.isNull()) {
        av_buffer_unref(device);
      }
      interleaved.close();
    }
  }
}
