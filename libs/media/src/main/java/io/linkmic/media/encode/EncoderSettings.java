package io.linkmic.media.encode;

/**
 * What a stream of the mix looks like.
 *
 * @param width in pixels, even, 16 to 1920
 * @param height in pixels, even, 16 to 1920
 * @param frameRateNumerator pictures in {@code frameRateDenominator} seconds: 30 and 1, or 30000
 *     and 1001; at most 60 a second
 * @param bitrate in bit/s, 50,000 to 50,000,000
 * @param gopFrames pictures from one IDR to the next, itself included, 1 to 3,600
 */
public record EncoderSettings(
    int width,
    int height,
    int frameRateNumerator,
    int frameRateDenominator,
    int bitrate,
    int gopFrames) {

  static final int MIN_BITRATE = 50_000;
  static final int MAX_BITRATE = 50_000_000;

  public EncoderSettings {
    require(isSide(width) && isSide(height), "size", width + "x" + height);
    boolean legalRate =
        frameRateNumerator > 0
            && frameRateDenominator > 0
            && frameRateNumerator <= 60L * frameRateDenominator;
    require(legalRate, "frame rate", frameRateNumerator + "/" + frameRateDenominator);
    require(isBitrate(bitrate), "bitrate", Integer.toString(bitrate));
    require(gopFrames >= 1 && gopFrames <= 3600, "GOP", Integer.toString(gopFrames));
  }

  static boolean isBitrate(int bitrate) {
    return bitrate >= MIN_BITRATE && bitrate <= MAX_BITRATE;
  }

  private static boolean isSide(int pixels) {
    return pixels >= 16 && pixels <= 1920 && pixels % 2 == 0;
  }

  private static void require(boolean legal, String what, String value) {
    if (!legal) {
      throw new IllegalArgumentException(what + " " + value);
    }
  }

  EncoderSettings withBitrate(int newBitrate) {
    return new EncoderSettings(
        width, height, frameRateNumerator, frameRateDenominator, newBitrate, gopFrames);
  }
}
