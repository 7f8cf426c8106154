package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;

/** Where H.264 can be decoded, the cheapest for the processor first; Intel's cards have VA-API. */
public enum DecoderName {
  CUDA("cuda", AV_HWDEVICE_TYPE_CUDA),
  VAAPI("vaapi", AV_HWDEVICE_TYPE_VAAPI),
  SOFTWARE("software", AV_HWDEVICE_TYPE_NONE);

  private final String word;
  private final int deviceType;

  DecoderName(String word, int deviceType) {
    this.word = word;
    this.deviceType = deviceType;
  }

  /** As FFmpeg calls such a device, and {@code software}. */
  public String word() {
    return word;
  }

  /** AV_HWDEVICE_TYPE. */
  int deviceType() {
    return deviceType;
  }
}
