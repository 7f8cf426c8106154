package io.linkmic.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;

import io.linkmic.media.avc.AnnexB;
import io.linkmic.media.avc.NalUnits;
import io.linkmic.media.ffmpeg.FfmpegLibraries;
import io.linkmic.media.picture.Canvas;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Encodes canvases to H.264 without delay and without B pictures: a picture goes in, its access
 * unit comes out of the same call.
 *
 * <p>An IDR picture stands at the start, every {@link EncoderSettings#gopFrames} pictures after the
 * last one, and where one is asked for. Scene changes make none.
 *
 * <p>One thread at a time; {@link #close} frees the native memory and may be called twice. A
 * failure of the encoder is an {@link EncoderException}; then it should be closed.
 */
public final class VideoEncoder implements AutoCloseable {

  private final EncoderName name;
  private final EncoderTuning tuning;
  private EncoderSettings settings;
  private OpenCodec codec;
  private byte[] received = new byte[64 * 1024];
  private byte[] parameterSets = new byte[0];
  private boolean reopen;
  private boolean closed;

  private VideoEncoder(EncoderName name, EncoderSettings settings, EncoderTuning tuning) {
    this.name = name;
    this.tuning = tuning;
    this.settings = settings;
    codec = new OpenCodec(name, settings, tuning);
  }

  /** High profile, one thread. */
  public static VideoEncoder open(EncoderName name, EncoderSettings settings) {
    return open(name, settings, EncoderTuning.DEFAULT);
  }

  /**
   * Opens an encoder.
   *
   * @throws EncoderException with FFmpeg's words if this machine or build cannot
   */
  public static VideoEncoder open(
      EncoderName name, EncoderSettings settings, EncoderTuning tuning) {
    FfmpegLibraries.load();
    return new VideoEncoder(name, settings, tuning);
  }

  /**
   * Encodes one picture.
   *
   * @param canvas borrowed for this call, as large as the settings say
   * @param pts in pictures at the settings' frame rate, larger than the one before; a picture that
   *     was left out leaves its number out
   * @param idr whether it must be an IDR picture
   * @param sink gets the access unit before this returns
   */
  public void encode(Canvas canvas, long pts, boolean idr, Sink sink) {
    if (closed) {
      throw new IllegalStateException("encoder is closed");
    }
    if (canvas.width() != settings.width() || canvas.height() != settings.height()) {
      throw new IllegalArgumentException(
          "canvas of %dx%d".formatted(canvas.width(), canvas.height()));
    }
    if (reopen) {
      OpenCodec next = new OpenCodec(name, settings, tuning);
      codec.close();
      codec = next;
      reopen = false;
    }
    AVFrame frame = canvas.frame();
    frame.pts(pts).pict_type(idr ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    AVPacket packet = codec.encode(frame);
    if (packet != null) {
      deliver(packet, sink);
    }
  }

  private void deliver(AVPacket packet, Sink sink) {
    int size = packet.size();
    if (size > received.length) {
      received = new byte[size * 2];
    }
    packet.data().get(received, 0, size);
    byte[] nalUnits = AnnexB.toNalUnits(received, size);
    Contents contents = new Contents();
    NalUnits.walk(nalUnits, 0, nalUnits.length, contents);
    if (contents.sets > 0) {
      parameterSets = Arrays.copyOf(nalUnits, contents.sets);
    } else if (contents.idr) {
      nalUnits = join(parameterSets, nalUnits);
    }
    sink.encoded(nalUnits, contents.idr, packet.pts());
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** Whether there is an IDR slice, and the bytes of the parameter sets in front. */
  private static final class Contents implements NalUnits.Visitor {
    boolean idr;
    int sets;

    @Override
    public void unit(int type, int offset, int length) {
      idr |= type == NalUnits.IDR_SLICE;
      if (type == NalUnits.SPS || type == NalUnits.PPS) {
        sets = offset + length;
      }
    }
  }

  /**
   * From the next picture on. Encoders that cannot change it while they run begin anew, with an IDR
   * picture.
   *
   * @param bitrate in bit/s, 50,000 to 50,000,000
   */
  public void bitrate(int bitrate) {
    if (closed) {
      throw new IllegalStateException("encoder is closed");
    }
    if (bitrate == settings.bitrate()) {
      return;
    }
    settings = settings.withBitrate(bitrate);
    if (name.changesBitrate()) {
      codec.bitrate(bitrate);
    } else {
      reopen = true;
    }
  }

  /** Whether it goes on with a new rate; else it begins anew. */
  public boolean changesBitrate() {
    return name.changesBitrate();
  }

  public EncoderName name() {
    return name;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      codec.close();
    }
  }
}
