package io.linkmic.media.encode;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_parse_string;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.linkmic.media.ffmpeg.AvError;
import io.linkmic.media.ffmpeg.FfmpegLog;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** libavcodec's side of an encoder: one opened context. Owns its native memory. */
final class OpenCodec implements AutoCloseable {

  private final AVCodecContext codec;
  private final AVPacket packet = av_packet_alloc();
  private final EncoderInput input;

  OpenCodec(EncoderName name, EncoderSettings settings, EncoderTuning tuning) {
    AVCodec encoder = avcodec_find_encoder_by_name(name.ffmpegName());
    if (encoder == null) {
      av_packet_free(packet);
      throw new EncoderException("this FFmpeg has no encoder " + name.ffmpegName());
    }
    FfmpegLog.forget();
    codec = avcodec_alloc_context3(encoder);
    EncoderInput prepared = null;
    try {
      prepared = EncoderInput.of(name, settings);
      prepared.prepare(codec);
      configure(settings, tuning.threads());
      open(name, encoder, tuning.profile());
    } catch (RuntimeException e) {
      if (prepared != null) {
        prepared.close();
      }
      av_packet_free(packet);
      avcodec_free_context(codec);
      throw e;
    }
    input = prepared;
  }

  private void configure(EncoderSettings settings, int threads) {
    codec.width(settings.width()).height(settings.height());
    try (AVRational rational = new AVRational()) {
      int numerator = settings.frameRateNumerator();
      int denominator = settings.frameRateDenominator();
      codec.time_base(rational.num(denominator).den(numerator));
      codec.framerate(rational.num(numerator).den(denominator));
    }
    codec.gop_size(settings.gopFrames()).keyint_min(settings.gopFrames());
    codec.max_b_frames(0).has_b_frames(0);
    codec.thread_count(threads);
    codec.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
    codec.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
    bitrate(settings.bitrate());
  }

  private void open(EncoderName name, AVCodec encoder, EncoderTuning.Profile profile) {
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_parse_string(options, name.options(), "=", ":", 0);
      av_dict_set(options, "profile", profile.optionOf(name), 0);
      int result = avcodec_open2(codec, encoder, options);
      if (result < 0) {
        String first = FfmpegLog.firstError();
        throw new EncoderException(first == null ? AvError.text(result) : first);
      }
    } finally {
      av_dict_free(options);
    }
  }

  /**
   * A second's worth may be sent ahead: an IDR of a still picture costs the tenfold of what
   * follows, and RTMP and players buffer more than that.
   */
  void bitrate(int bitrate) {
    codec.bit_rate(bitrate).rc_max_rate(bitrate).rc_buffer_size(bitrate);
  }

  /** Borrowed until the next call; null if the encoder holds the picture back. */
  @Nullable AVPacket encode(AVFrame canvas) {
    check("avcodec_send_frame", avcodec_send_frame(codec, input.from(canvas)));
    int result = avcodec_receive_packet(codec, packet);
    if (result == AvError.AGAIN) {
      return null;
    }
    check("avcodec_receive_packet", result);
    return packet;
  }

  private static void check(String call, int result) {
    if (result < 0) {
      throw new EncoderException(call + ": " + AvError.text(result));
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avcodec_free_context(codec);
    input.close();
  }
}
