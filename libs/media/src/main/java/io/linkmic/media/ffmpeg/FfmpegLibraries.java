package io.linkmic.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import org.bytedeco.ffmpeg.global.avformat;

/** Loads FFmpeg's libraries once and sends their log to SLF4J instead of stderr. */
public final class FfmpegLibraries {

  private FfmpegLibraries() {}

  /** Idempotent; the first call takes some hundred milliseconds. */
  public static void load() {
    Loaded.once();
  }

  /** The class initialiser is the lock. */
  private static final class Loaded {
    /** Kept here: the native side does not keep the callback alive. */
    private static final FfmpegLog LOG = new FfmpegLog();

    static {
      setLogCallback(LOG);
      av_log_set_level(AV_LOG_WARNING);
      avformat.avformat_network_init();
    }

    private Loaded() {}

    static void once() {}
  }
}
