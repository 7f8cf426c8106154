package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;

import io.linkmic.media.ffmpeg.AvError;
import io.linkmic.media.ffmpeg.FfmpegLibraries;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.jspecify.annotations.Nullable;

/**
 * What decodes: the processor, or the first graphics card of a kind, which many streams share. Its
 * decoders keep what they need of it, so it may be closed before them. Any thread.
 */
public final class DecoderDevice implements AutoCloseable {

  private final DecoderName name;
  private @Nullable AVBufferRef device;

  private DecoderDevice(DecoderName name, @Nullable AVBufferRef device) {
    this.name = name;
    this.device = device;
  }

  /** The processor. */
  public static DecoderDevice software() {
    return new DecoderDevice(DecoderName.SOFTWARE, null);
  }

  /**
   * Opens a device.
   *
   * @throws PictureException with FFmpeg's words where this machine has none
   */
  public static DecoderDevice open(DecoderName name) {
    if (name == DecoderName.SOFTWARE) {
      return software();
    }
    FfmpegLibraries.load();
    AVBufferRef device = new AVBufferRef(null);
    int result =
        av_hwdevice_ctx_create(device, name.deviceType(), (String) null, (AVDictionary) null, 0);
    if (result < 0) {
      throw new PictureException("av_hwdevice_ctx_create: " + AvError.text(result));
    }
    return new DecoderDevice(name, device);
  }

  public DecoderName name() {
    return name;
  }

  /**
   * A decoder of its own for one stream. What a card does not take (a profile, a size, one stream
   * too many) FFmpeg decodes on the processor.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public VideoDecoder decoder() {
    return new VideoDecoder(this);
  }

  /** Transferred; null for the processor. */
  synchronized @Nullable AVBufferRef reference() {
    if (device == null && name != DecoderName.SOFTWARE) {
      throw new IllegalStateException("device is closed");
    }
    return device == null ? null : av_buffer_ref(device);
  }

  @Override
  public synchronized void close() {
    if (device != null) {
      av_buffer_unref(device);
      device = null;
    }
  }
}
