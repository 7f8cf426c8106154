package io.linkmic.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's log lines, stream keys hidden. A thread's first error line since {@link #forget} is
 * kept, because it often says more than the error code (for example what an RTMP server answered).
 */
public final class FfmpegLog extends LogCallback {

  private static final Logger LOG = LoggerFactory.getLogger("io.linkmic.media.ffmpeg");
  private static final ThreadLocal<String> FIRST_ERROR = new ThreadLocal<>();

  FfmpegLog() {}

  /** Before an operation on this thread whose first error is of interest. */
  public static void forget() {
    FIRST_ERROR.remove();
  }

  /** The thread's first error line since {@link #forget}. */
  public static @Nullable String firstError() {
    return FIRST_ERROR.get();
  }

  @Override
  public void call(int level, BytePointer message) {
    String line = Secrets.hide(message.getString().strip());
    if (line.isEmpty()) {
      return;
    }
    if (level <= AV_LOG_ERROR) {
      if (FIRST_ERROR.get() == null) {
        FIRST_ERROR.set(line);
      }
      LOG.info("{}", line);
    } else {
      LOG.debug("{}", line);
    }
  }
}
