package io.linkmic.media.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

/** FFmpeg's H.264 encoders, the cheapest for the processor first. */
public enum EncoderName {
  NVENC(
      "h264_nvenc",
      AV_PIX_FMT_YUV420P,
      true,
      "preset=p3:tune=ull:rc=cbr:zerolatency=1:delay=0:forced-idr=1"),
  QSV("h264_qsv", AV_PIX_FMT_NV12, true, "preset=veryfast:async_depth=1:forced_idr=1"),
  VAAPI("h264_vaapi", AV_PIX_FMT_NV12, false, "async_depth=1:rc_mode=CBR"),
  X264(
      "libx264",
      AV_PIX_FMT_YUV420P,
      true,
      "preset=veryfast:tune=zerolatency:forced-idr=1:sc_threshold=0"),
  OPENH264("libopenh264", AV_PIX_FMT_YUV420P, false, "rc_mode=bitrate:allow_skip_frames=0");

  private final String ffmpegName;
  private final int pixelFormat;
  private final boolean changesBitrate;
  private final String options;

  EncoderName(String ffmpegName, int pixelFormat, boolean changesBitrate, String options) {
    this.ffmpegName = ffmpegName;
    this.pixelFormat = pixelFormat;
    this.changesBitrate = changesBitrate;
    this.options = options;
  }

  public String ffmpegName() {
    return ffmpegName;
  }

  /** AV_PIX_FMT of what the encoder reads from main memory. */
  int pixelFormat() {
    return pixelFormat;
  }

  /** Whether the wrapper in libavcodec takes a new rate over while it runs. */
  boolean changesBitrate() {
    return changesBitrate;
  }

  /** For av_dict_parse_string: {@code key=value:key=value}. */
  String options() {
    return options;
  }
}
