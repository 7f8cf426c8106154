package io.linkmic.media.aac;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.linkmic.media.ffmpeg.AvError;
import io.linkmic.media.ffmpeg.FfmpegLibraries;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Encodes interleaved stereo floats (±1.0), 48 kHz, to AAC-LC in frames of exactly 1024 samples.
 *
 * <p>The encoder looks one frame ahead and its first packet holds no input yet: the n-th call (from
 * 0) yields packet n − 1, nothing for n = 0, and that packet's first decoded sample is input sample
 * 1024 × (n − 2). {@link AacSink#packet} names this position: a player that shows the packet's
 * first sample at that time is exactly in step.
 *
 * <p>Lasting silence costs nearly nothing: once frames of silence give the same packet again and
 * again, the packet is repeated without running the encoder, whose memory of the past then is all
 * zeros either way.
 *
 * <p>One thread at a time; {@link #close} frees the native memory and may be called twice.
 */
public final class AacEncoder implements AutoCloseable {

  /** Samples per channel in a frame (ISO 14496-3: AAC-LC's long transform). */
  public static final int FRAME_SAMPLES = 1024;

  public static final int SAMPLE_RATE = 48_000;
  public static final int CHANNELS = 2;

  /** 6144 bits per channel and frame is the most AAC allows (ISO 14496-3 §4.5.3.1). */
  private static final int MAX_PACKET_BYTES = 6144 / 8 * CHANNELS;

  /** −114 dBFS: a sixteenth of a 16-bit step, far below anything a player can show. */
  private static final float SILENCE = 2e-6f;

  /** Overlap and look-ahead reach two frames back; one more for the rate control to settle. */
  private static final int SETTLED_FRAMES = 4;

  /** From the frame that goes in to the packet that comes out: look-ahead and overlap. */
  private static final int DELAY_SAMPLES = 2 * FRAME_SAMPLES;

  private final AVCodecContext codec;
  private final AVFrame frame;
  private final AVPacket packet;

  /**
   * Both channels one after the other; libavcodec copies, so one piece of memory serves for ever.
   */
  private final FloatPointer planes = new FloatPointer((long) FRAME_SAMPLES * CHANNELS);

  /** The same memory; making a buffer for each frame cost more than filling it. */
  private final FloatBuffer samples = planes.asBuffer();

  private final byte[] audioSpecificConfig;
  private final byte[] out = new byte[MAX_PACKET_BYTES + 64];
  private final byte[] received = new byte[MAX_PACKET_BYTES + 64];
  private final float[] left = new float[FRAME_SAMPLES];
  private final float[] right = new float[FRAME_SAMPLES];
  private final Dither dither = new Dither();
  private int outLength;
  private boolean repeated;
  private int silentFrames;
  private long samplesIn;
  private boolean closed;

  public AacEncoder(AacSettings settings) {
    FfmpegLibraries.load();
    AVCodec encoder = avcodec_find_encoder_by_name("aac");
    if (encoder == null) {
      throw new AacException("this FFmpeg has no AAC encoder");
    }
    codec = avcodec_alloc_context3(encoder);
    frame = av_frame_alloc();
    packet = av_packet_alloc();
    try {
      open(encoder, settings);
      audioSpecificConfig = new byte[codec.extradata_size()];
      codec.extradata().get(audioSpecificConfig);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(AVCodec encoder, AacSettings settings) {
    codec.bit_rate(settings.bitrate());
    codec.sample_rate(SAMPLE_RATE);
    codec.sample_fmt(AV_SAMPLE_FMT_FLTP);
    codec.thread_count(1);
    av_channel_layout_default(codec.ch_layout(), CHANNELS);
    try (AVRational timeBase = new AVRational()) {
      codec.time_base(timeBase.num(1).den(SAMPLE_RATE));
    }
    AVDictionary options = new AVDictionary(null);
    try {
      settings.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
      check("avcodec_open2", avcodec_open2(codec, encoder, options));
    } finally {
      av_dict_free(options);
    }
    frame.format(AV_SAMPLE_FMT_FLTP);
    frame.nb_samples(FRAME_SAMPLES);
    frame.sample_rate(SAMPLE_RATE);
    av_channel_layout_default(frame.ch_layout(), CHANNELS);
    frame.data(0, new BytePointer(planes));
    frame.data(1, new BytePointer(planes).position((long) FRAME_SAMPLES * Float.BYTES));
    frame.linesize(0, FRAME_SAMPLES * Float.BYTES);
  }

  /** What goes into FLV's AAC sequence header; read-only. */
  public ByteBuffer audioSpecificConfig() {
    return ByteBuffer.wrap(audioSpecificConfig).asReadOnlyBuffer();
  }

  /** Samples per channel taken in so far: the position of the next frame's first sample. */
  public long position() {
    return samplesIn;
  }

  /**
   * Encodes one frame; {@code sink} gets the packet before this returns.
   *
   * @param interleaved borrowed for this call: 2048 floats from {@code offset}
   */
  public void encode(float[] interleaved, int offset, AacSink sink) {
    if (closed) {
      throw new IllegalStateException("encoder is closed");
    }
    float peak = peak(interleaved, offset);
    silentFrames = peak <= SILENCE ? silentFrames + 1 : 0;
    long position = samplesIn - DELAY_SAMPLES;
    samplesIn += FRAME_SAMPLES;
    if (silentFrames > SETTLED_FRAMES && repeated) {
      sink.packet(out, outLength, position);
      return;
    }
    fill(interleaved, offset, peak);
    check("avcodec_send_frame", avcodec_send_frame(codec, frame));
    drain(sink, position);
  }

  private static float peak(float[] interleaved, int offset) {
    float peak = 0;
    for (int i = offset, end = offset + CHANNELS * FRAME_SAMPLES; i < end; i++) {
      peak = Math.max(peak, Math.abs(interleaved[i]));
    }
    return peak;
  }

  private void fill(float[] interleaved, int offset, float peak) {
    if (silentFrames > 0) {
      Arrays.fill(left, 0);
      Arrays.fill(right, 0);
    } else {
      for (int i = 0, j = offset; i < FRAME_SAMPLES; i++, j += CHANNELS) {
        left[i] = interleaved[j];
        right[i] = interleaved[j + 1];
      }
      dither.addTo(left, right, peak);
    }
    samples.put(0, left).put(FRAME_SAMPLES, right);
  }

  private void drain(AacSink sink, long position) {
    int result = avcodec_receive_packet(codec, packet);
    if (result == AvError.AGAIN) {
      return; // only after the very first frame
    }
    check("avcodec_receive_packet", result);
    int size = packet.size();
    packet.data().get(received, 0, size);
    repeated = Arrays.equals(received, 0, size, out, 0, outLength);
    System.arraycopy(received, 0, out, 0, size);
    outLength = size;
    sink.packet(out, size, position);
  }

  private static void check(String call, int result) {
    if (result < 0) {
      throw new AacException(call + ": " + AvError.text(result));
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      av_packet_free(packet);
      av_frame_free(frame);
      planes.close();
      avcodec_free_context(codec);
    }
  }
}
