package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.avcodec.AVCodecContext.FF_EC_DEBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.linkmic.media.avc.NalUnits;
import io.linkmic.media.ffmpeg.AvError;
import io.linkmic.media.ffmpeg.FfmpegLibraries;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes H.264 without delay: an access unit goes in, its picture comes out of the same call.
 *
 * <p>A stream begins with an IDR picture, and begins anew with one after damage: what refers to a
 * missing or damaged picture is not shown, {@link #waitsForIdr} says that the sender should be
 * asked for one. The picture's size may change with every IDR. A stream whose SPS announces
 * reordering (B pictures; none comes over WebRTC) gives its pictures in showing order, later by as
 * many units. Interlaced fields, more than 8 bits and chroma other than 4:2:0 count as broken;
 * WebRTC has none of them.
 *
 * <p>One thread at a time; {@link #close} frees the native memory and may be called twice. Pictures
 * that are still held live on.
 */
public final class VideoDecoder implements AutoCloseable {

  /** DCI 4K and a little: a stranger's SPS may not make us allocate more than some 14 MB each. */
  private static final long MAX_PIXELS = 4096L * 2304;

  /** A stranger's access unit; at 4K an intra picture of best quality stays below. */
  private static final int MAX_UNIT_BYTES = 8 << 20;

  /** Most access units of 2.5 Mbit/s fit; a larger one makes the buffer grow. */
  private static final int FIRST_CAPACITY = 64 * 1024;

  private final AVCodecContext codec;
  private final AVPacket packet = av_packet_alloc();
  private BytePointer input = new BytePointer(FIRST_CAPACITY + AV_INPUT_BUFFER_PADDING_SIZE);
  private ByteBuffer inputBytes = input.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
  private AVFrame frame = av_frame_alloc();
  private final NalUnits.Visitor seen = this::seen;
  private boolean waitsForIdr = true;
  private boolean unitHasIdr;
  private boolean unitHasSlices;
  private long broken;
  private @Nullable Download download;
  private boolean closed;

  /**
   * On the processor. Threads: none of its own; a picture decoded in slices or frames at once would
   * come late.
   */
  public VideoDecoder() {
    this(DecoderDevice.software());
  }

  VideoDecoder(DecoderDevice device) {
    FfmpegLibraries.load();
    AVCodec decoder = avcodec_find_decoder(AV_CODEC_ID_H264);
    if (decoder == null) {
      throw new PictureException("this FFmpeg has no H.264 decoder");
    }
    codec = avcodec_alloc_context3(decoder);
    codec.thread_count(1);
    codec.flags(codec.flags() | AV_CODEC_FLAG_LOW_DELAY);
    codec.has_b_frames(0);
    codec.max_pixels(MAX_PIXELS);
    // Guessing motion costs time for pictures that are thrown away here. With 0 libavcodec 8 takes
    // stale state for damage and flags sound pictures.
    codec.error_concealment(FF_EC_DEBLOCK);
    AVBufferRef card = device.reference();
    if (card != null) {
      // libavcodec takes the card by itself where it can, and else the processor.
      codec.hw_device_ctx(card);
    }
    int result = avcodec_open2(codec, decoder, (AVDictionary) null);
    if (result < 0) {
      close();
      throw new PictureException("avcodec_open2: " + AvError.text(result));
    }
  }

  /**
   * Decodes one access unit.
   *
   * @param nalUnits borrowed for this call: each unit behind its length as a 4-byte big-endian
   *     integer, SPS and PPS among them in front of an IDR slice
   * @param micros handed on to the picture
   * @param rotationDegrees 0, 90, 180 or 270 clockwise, handed on to the picture
   * @return the unit's picture, owned by the caller; null while an IDR is awaited, if the unit is
   *     damaged or if it holds no slice
   */
  public @Nullable Picture decode(
      byte[] nalUnits, int offset, int length, long micros, int rotationDegrees) {
    if (closed) {
      throw new IllegalStateException("decoder is closed");
    }
    if (rotationDegrees % 90 != 0 || rotationDegrees < 0 || rotationDegrees > 270) {
      throw new IllegalArgumentException("not a quarter turn: " + rotationDegrees);
    }
    unitHasIdr = false;
    unitHasSlices = false;
    if (length > MAX_UNIT_BYTES || !NalUnits.walk(nalUnits, offset, length, seen)) {
      return damaged();
    }
    if (waitsForIdr && !unitHasIdr && unitHasSlices) {
      return null;
    }
    fill(nalUnits, offset, length, micros);
    return decoded(avcodec_send_packet(codec, packet), rotationDegrees);
  }

  private void seen(int type, int offset, int length) {
    unitHasIdr |= type == NalUnits.IDR_SLICE;
    // 1 to 5: slices whole or in data partitions (ITU-T H.264 table 7-1).
    unitHasSlices |= type >= NalUnits.SLICE && type <= NalUnits.IDR_SLICE;
  }

  /** A start code is as long as a length, so one takes the other's place. */
  private void fill(byte[] nalUnits, int offset, int length, long micros) {
    if (length + AV_INPUT_BUFFER_PADDING_SIZE > inputBytes.capacity()) {
      input.close();
      input = new BytePointer(length * 2L + AV_INPUT_BUFFER_PADDING_SIZE);
      inputBytes = input.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }
    inputBytes.put(0, nalUnits, offset, length);
    for (int at = 0; at < length; ) {
      int size = inputBytes.getInt(at);
      inputBytes.putInt(at, 1);
      at += NalUnits.LENGTH_BYTES + size;
    }
    // libavcodec's bit reader looks a little beyond the end and expects zeros.
    for (int i = 0; i < AV_INPUT_BUFFER_PADDING_SIZE; i += Long.BYTES) {
      inputBytes.putLong(length + i, 0);
    }
    packet.data(input).size(length).pts(micros);
  }

  private @Nullable Picture decoded(int sent, int rotationDegrees) {
    int received = avcodec_receive_frame(codec, frame);
    if (sent < 0 || (received < 0 && !isNothingYet(received))) {
      return damaged();
    }
    waitsForIdr &= !unitHasIdr;
    if (received < 0) {
      return null;
    }
    if (frame.decode_error_flags() != 0
        || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0
        || !inMainMemory()
        || !isPlanar420(frame.format())) {
      return damaged();
    }
    Picture picture = Picture.of(frame, frame.pts(), rotationDegrees);
    frame = av_frame_alloc();
    return picture;
  }

  /** False if it lies in a card's memory and cannot be brought here. */
  private boolean inMainMemory() {
    AVBufferRef card = frame.hw_frames_ctx();
    if (card == null || card.isNull()) {
      return true;
    }
    if (download == null) {
      download = new Download();
    }
    AVFrame planes = download.planes(frame);
    if (planes == null) {
      return false;
    }
    av_frame_free(frame);
    frame = planes;
    return true;
  }

  /** Only parameter sets so far, or the stream's SPS says that pictures change their order. */
  private boolean isNothingYet(int received) {
    return received == AvError.AGAIN && (!unitHasSlices || codec.has_b_frames() > 0);
  }

  private static boolean isPlanar420(int format) {
    return format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P;
  }

  private @Nullable Picture damaged() {
    broken++;
    waitsForIdr = true;
    // Drops references to damaged pictures and what the decoder may hold back.
    avcodec_flush_buffers(codec);
    return null;
  }

  /**
   * An access unit will never come: nothing is shown until the next IDR. The receiver knows this
   * from sequence numbers; libavcodec repeats the last picture in place of a missing one and says
   * nothing.
   */
  public void lost() {
    waitsForIdr = true;
  }

  /** Whether only an IDR picture can be shown next. */
  public boolean waitsForIdr() {
    return waitsForIdr;
  }

  /** Damaged access units so far; those that only waited for an IDR do not count. */
  public long broken() {
    return broken;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      packet.data(new BytePointer((Pointer) null)).size(0);
      av_packet_free(packet);
      av_frame_free(frame);
      avcodec_free_context(codec);
      input.close();
      if (download != null) {
        download.close();
      }
    }
  }
}
