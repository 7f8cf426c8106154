package io.linkmic.media.aac;

import java.util.Map;

/**
 * How an {@link AacEncoder} codes.
 *
 * @param bitrate bit/s for both channels
 * @param options private options of libavcodec's {@code aac} encoder
 */
public record AacSettings(int bitrate, Map<String, String> options) {

  /**
   * A third of the default coder's CPU time, and less audible noise at 128 kbit/s. ADR 0003 says
   * why, docs/performance.md has the figures.
   */
  private static final Map<String, String> CHEAP =
      Map.of("aac_coder", "fast", "aac_tns", "0", "aac_pns", "0");

  public static AacSettings stereo(int bitrate) {
    return new AacSettings(bitrate, CHEAP);
  }
}
