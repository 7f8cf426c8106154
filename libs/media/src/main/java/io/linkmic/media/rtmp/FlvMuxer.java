package io.linkmic.media.rtmp;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_FLUSH_PACKETS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avformat.avio_tell;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** libavformat's FLV muxer with one video and one audio stream. Results are FFmpeg's. */
final class FlvMuxer {

  private static final int VIDEO = 0;
  private static final int AUDIO = 1;

  /** Most access units of 2.5 Mbit/s fit; a larger one makes the buffer grow. */
  private static final int FIRST_CAPACITY = 64 * 1024;

  private final AVFormatContext format = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private BytePointer buffer = new BytePointer(FIRST_CAPACITY + AV_INPUT_BUFFER_PADDING_SIZE);
  private ByteBuffer bytes = buffer.asByteBuffer();
  private byte @Nullable [] nextVideoConfig;

  FlvMuxer(StreamHeaders headers) {
    int result = avformat_alloc_output_context2(format, null, "flv", null);
    if (result < 0) {
      throw new IllegalStateException("this FFmpeg has no FLV muxer");
    }
    format.flags(format.flags() | AVFMT_FLAG_FLUSH_PACKETS);
    // 0 = leave timestamps alone.
    format.avoid_negative_ts(0);
    addVideo(headers);
    addAudio(headers);
  }

  private void addVideo(StreamHeaders headers) {
    AVStream stream = avformat_new_stream(format, null);
    stream.time_base().num(1).den(1000);
    if (headers.frameRate() > 0) {
      stream.avg_frame_rate().num(headers.frameRate()).den(1);
    }
    AVCodecParameters parameters = stream.codecpar();
    parameters.codec_type(AVMEDIA_TYPE_VIDEO).codec_id(AV_CODEC_ID_H264);
    parameters.width(headers.width()).height(headers.height());
    parameters.bit_rate(headers.videoBitrate());
    setExtradata(parameters, headers.avcConfiguration());
  }

  private void addAudio(StreamHeaders headers) {
    AVStream stream = avformat_new_stream(format, null);
    stream.time_base().num(1).den(1000);
    AVCodecParameters parameters = stream.codecpar();
    parameters.codec_type(AVMEDIA_TYPE_AUDIO).codec_id(AV_CODEC_ID_AAC);
    parameters.sample_rate(48_000).frame_size(1024).bit_rate(headers.audioBitrate());
    av_channel_layout_default(parameters.ch_layout(), 2);
    setExtradata(parameters, headers.audioSpecificConfig());
  }

  private static void setExtradata(AVCodecParameters parameters, ByteBuffer config) {
    byte[] extradata = toArray(config);
    BytePointer copy =
        new BytePointer(av_mallocz(extradata.length + (long) AV_INPUT_BUFFER_PADDING_SIZE));
    copy.put(extradata, 0, extradata.length);
    // From here on FFmpeg owns it.
    parameters.extradata(copy).extradata_size(extradata.length);
  }

  private static byte[] toArray(ByteBuffer config) {
    byte[] copy = new byte[config.remaining()];
    config.get(config.position(), copy);
    return copy;
  }

  int connect(RtmpSettings settings, InterruptCallback callback) {
    callback.installInto(format.interrupt_callback());
    AVIOContext io = new AVIOContext(null);
    AVDictionary options = new AVDictionary(null);
    try {
      connectionOptions(settings, options);
      int result =
          avio_open2(
              io, settings.url().value(), AVIO_FLAG_WRITE, format.interrupt_callback(), options);
      if (result >= 0) {
        format.pb(io);
      }
      return result;
    } finally {
      av_dict_free(options);
    }
  }

  private static void connectionOptions(RtmpSettings settings, AVDictionary options) {
    if (!settings.url().isRtmp()) {
      return;
    }
    av_dict_set(options, "tcp_nodelay", "1", 0);
    // A nested protocol must not lead anywhere else.
    av_dict_set(options, "protocol_whitelist", "rtmp,rtmps,tcp,tls", 0);
    if (settings.tcUrl() != null) {
      av_dict_set(options, "rtmp_tcurl", settings.tcUrl(), 0);
    }
    if (settings.url().isTls()) {
      av_dict_set(options, "tls_verify", "1", 0);
      av_dict_set(options, "ca_file", TrustAnchors.pemFile().toString(), 0);
      av_dict_set(options, "verifyhost", settings.serverName(), 0);
    }
  }

  int writeHeader() {
    AVDictionary options = new AVDictionary(null);
    try {
      // A live stream has no length to come back to, and its end is told by RTMP itself.
      av_dict_set(options, "flvflags", "no_duration_filesize+no_sequence_end", 0);
      return avformat_write_header(format, options);
    } finally {
      av_dict_free(options);
    }
  }

  void changeVideoConfig(ByteBuffer avcConfiguration) {
    nextVideoConfig = toArray(avcConfiguration);
  }

  int writeVideo(byte[] data, int offset, int length, long dts, long pts, boolean keyFrame) {
    byte[] config = nextVideoConfig;
    if (config != null && keyFrame) {
      nextVideoConfig = null;
      BytePointer sideData =
          av_packet_new_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, config.length);
      sideData.put(config, 0, config.length);
      int result = write(VIDEO, data, offset, length, dts, pts, AV_PKT_FLAG_KEY);
      av_packet_free_side_data(packet);
      return result;
    }
    return write(VIDEO, data, offset, length, dts, pts, keyFrame ? AV_PKT_FLAG_KEY : 0);
  }

  int writeAudio(byte[] data, int offset, int length, long pts) {
    return write(AUDIO, data, offset, length, pts, pts, AV_PKT_FLAG_KEY);
  }

  private int write(
      int stream, byte[] data, int offset, int length, long dts, long pts, int flags) {
    if (length + AV_INPUT_BUFFER_PADDING_SIZE > bytes.capacity()) {
      buffer.close();
      buffer = new BytePointer(length * 2L + AV_INPUT_BUFFER_PADDING_SIZE);
      bytes = buffer.asByteBuffer();
    }
    bytes.put(0, data, offset, length);
    packet.data(buffer).size(length).stream_index(stream).flags(flags).dts(dts).pts(pts);
    return av_write_frame(format, packet);
  }

  long bytesWritten() {
    AVIOContext io = format.pb();
    return io == null ? 0 : avio_tell(io);
  }

  void close(boolean standing) {
    AVIOContext io = format.pb();
    if (io != null) {
      if (standing) {
        av_write_trailer(format);
      }
      avio_closep(io);
      format.pb(new AVIOContext(null));
    }
    packet.data(new BytePointer((org.bytedeco.javacpp.Pointer) null)).size(0);
    av_packet_free(packet);
    avformat_free_context(format);
    buffer.close();
  }
}
