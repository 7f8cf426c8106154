package io.linkmic.media.aac;

import java.util.Map;

/**
 * How an {@link AacEncoder} codes.
 *
 * @param bitrate bit/s for both channels
 * @param options private options of libavcodec's {@code aac} encoder
 */
public record AacSettings(int bitrate, Map<String, String> options) {

  /** The cheapest coder; docs/performance.md has the figures behind it. */
  private static final Map<String, String> CHEAP = Map.of("aac_coder", "fast");

  public static AacSettings stereo(int bitrate) {
    return new AacSettings(bitrate, CHEAP);
  }
}
