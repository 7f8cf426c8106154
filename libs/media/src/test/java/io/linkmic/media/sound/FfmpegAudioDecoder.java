package io.linkmic.media.sound;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import io.linkmic.media.ffmpeg.AvError;
import io.linkmic.media.ffmpeg.FfmpegLibraries;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** One of libavcodec's audio decoders, as a second opinion: 48 kHz stereo to interleaved floats. */
public final class FfmpegAudioDecoder implements AutoCloseable {

  private final AVCodecContext codec;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final BytePointer input = new BytePointer(65536);
  private final float[] left = new float[5760];
  private final float[] right = new float[5760];

  public FfmpegAudioDecoder(String name, ByteBuffer extradata) {
    FfmpegLibraries.load();
    AVCodec decoder = avcodec_find_decoder_by_name(name);
    codec = avcodec_alloc_context3(decoder);
    codec.sample_rate(48_000);
    codec.thread_count(1);
    codec.request_sample_fmt(AV_SAMPLE_FMT_FLTP);
    av_channel_layout_default(codec.ch_layout(), 2);
    if (extradata.hasRemaining()) {
      byte[] bytes = new byte[extradata.remaining()];
      extradata.get(extradata.position(), bytes);
      BytePointer copy = new BytePointer(av_mallocz(bytes.length + 64L));
      copy.put(bytes, 0, bytes.length);
      codec.extradata(copy).extradata_size(bytes.length);
    }
    int result = avcodec_open2(codec, decoder, (org.bytedeco.ffmpeg.avutil.AVDictionary) null);
    if (result < 0) {
      throw new IllegalStateException(name + ": " + AvError.text(result));
    }
  }

  /** Decodes a packet and returns the samples per channel written to {@code out}. */
  public int decode(byte[] data, int length, float[] out, int outOffset) {
    input.asByteBuffer().put(0, data, 0, length);
    packet.data(input).size(length);
    int result = avcodec_send_packet(codec, packet);
    if (result < 0) {
      throw new IllegalStateException(AvError.text(result));
    }
    int total = 0;
    while (avcodec_receive_frame(codec, frame) >= 0) {
      int n = frame.nb_samples();
      take(n, out, outOffset + 2 * total);
      total += n;
    }
    return total;
  }

  private void take(int n, float[] out, int at) {
    if (frame.format() == AV_SAMPLE_FMT_FLTP) {
      frame.data(0).capacity(n * 4L).asByteBuffer().asFloatBuffer().get(left, 0, n);
      frame.data(1).capacity(n * 4L).asByteBuffer().asFloatBuffer().get(right, 0, n);
      for (int i = 0; i < n; i++) {
        out[at + 2 * i] = left[i];
        out[at + 2 * i + 1] = right[i];
      }
    } else if (frame.format() == AV_SAMPLE_FMT_FLT) {
      new FloatPointer(frame.data(0)).get(out, at, 2 * n);
    } else {
      var shorts = frame.data(0).capacity(n * 4L).asByteBuffer().asShortBuffer();
      for (int i = 0; i < 2 * n; i++) {
        out[at + i] = shorts.get(i) / 32768f;
      }
    }
  }

  @Override
  public void close() {
    packet.data(new BytePointer((org.bytedeco.javacpp.Pointer) null)).size(0);
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(codec);
    input.close();
  }
}
