package io.linkmic.media.opus;

/**
 * How an {@link OpusEncoder} codes.
 *
 * @param bitrate bit/s, 6000 to 510000
 * @param voice tune for voice (uses SILK at low rates) instead of music
 * @param inbandFec add to each packet a coarse copy of the one before (SILK and hybrid modes only)
 * @param expectedLossPercent 0 to 100; in-band FEC is only spent where loss is expected
 * @param dtx hardly send anything during silence
 * @param mono code one channel
 */
public record OpusEncoderSettings(
    int bitrate,
    boolean voice,
    boolean inbandFec,
    int expectedLossPercent,
    boolean dtx,
    boolean mono) {

  /** What the architecture asks hosts to send: stereo at 128 kbit/s. */
  public static OpusEncoderSettings stereo128k() {
    return new OpusEncoderSettings(128_000, false, false, 0, false, false);
  }

  /** Voice with in-band FEC, as a browser sends it over a lossy network. */
  public static OpusEncoderSettings voiceWithFec(int bitrate, int expectedLossPercent) {
    return new OpusEncoderSettings(bitrate, true, true, expectedLossPercent, false, true);
  }
}
