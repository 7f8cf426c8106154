package io.linkmic.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's log lines, stream keys hidden. The last error line of a thread is kept, because it often
 * says more than the error code (for example what an RTMP server answered).
 */
public final class FfmpegLog extends LogCallback {

  private static final Logger LOG = LoggerFactory.getLogger("io.linkmic.media.ffmpeg");
  private static final ThreadLocal<String> LAST_ERROR = new ThreadLocal<>();

  FfmpegLog() {}

  /** Forgets the thread's last error line and returns it. */
  public static @Nullable String takeLastError() {
    String line = LAST_ERROR.get();
    LAST_ERROR.remove();
    return line;
  }

  @Override
  public void call(int level, BytePointer message) {
    String line = Secrets.hide(message.getString().strip());
    if (line.isEmpty()) {
      return;
    }
    if (level <= AV_LOG_ERROR) {
      LAST_ERROR.set(line);
      LOG.info("{}", line);
    } else {
      LOG.debug("{}", line);
    }
  }
}
