package io.linkmic.media.rtmp;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import io.linkmic.media.rtmp.RtmpResult.Cause;
import org.jspecify.annotations.Nullable;

/** Reads a cause out of FFmpeg's error code and log line. */
final class RtmpFailure {

  // errno of Linux, negated as AVERROR does.
  private static final int EINVAL = -22;
  private static final int EADDRNOTAVAIL = -99;
  private static final int ENETUNREACH = -101;
  private static final int ETIMEDOUT = -110;
  private static final int ECONNREFUSED = -111;
  private static final int EHOSTUNREACH = -113;

  private RtmpFailure() {}

  static Cause cause(
      int code, boolean opening, InterruptCallback callback, @Nullable String logLine) {
    if (callback.interrupted()) {
      return Cause.INTERRUPTED;
    }
    if (code == AVERROR_EXIT || code == ETIMEDOUT) {
      return Cause.TIMED_OUT;
    }
    if (code == ECONNREFUSED
        || code == ENETUNREACH
        || code == EHOSTUNREACH
        || code == EADDRNOTAVAIL) {
      return Cause.UNREACHABLE;
    }
    if (logLine != null && logLine.contains("Failed to resolve hostname")) {
      return Cause.UNREACHABLE;
    }
    if (logLine != null && logLine.contains("Server error")) {
      return Cause.REFUSED;
    }
    if (code == EINVAL) {
      return Cause.INVALID;
    }
    return opening ? Cause.REFUSED : Cause.LOST;
  }
}
