package io.linkmic.media.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** FFmpeg's error codes: negative errno values and tags of four letters. */
public final class AvError {

  /** AVERROR(EAGAIN) on Linux: more input is needed. */
  public static final int AGAIN = -11;

  private AvError() {}

  /** FFmpeg's own words for a negative result. */
  public static String text(int code) {
    byte[] text = new byte[128];
    av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
