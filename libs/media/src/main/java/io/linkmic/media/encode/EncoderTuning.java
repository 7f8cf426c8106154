package io.linkmic.media.encode;

/**
 * What a stream's receivers and this machine allow.
 *
 * @param profile highest profile that all receivers decode
 * @param threads 1 to 16, of encoders in software: each cuts the picture into one more slice, comes
 *     sooner and costs a little more in all
 */
public record EncoderTuning(Profile profile, int threads) {

  /** High profile, one thread: the least processor time for the best picture. */
  public static final EncoderTuning DEFAULT = new EncoderTuning(Profile.HIGH, 1);

  public EncoderTuning {
    if (threads < 1 || threads > 16) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /** ITU-T H.264 annex A. */
  public enum Profile {
    /** What every WebRTC peer decodes (RFC 7742 §6.2): no CABAC, some tenth more bits. */
    CONSTRAINED_BASELINE("baseline", "constrained_baseline"),
    MAIN("main", "main"),
    HIGH("high", "high");

    private final String shortName;
    private final String longName;

    Profile(String shortName, String longName) {
      this.shortName = shortName;
      this.longName = longName;
    }

    /** The word for it in the encoder's own option. */
    String optionOf(EncoderName encoder) {
      return switch (encoder) {
        case NVENC, QSV, X264 -> shortName;
        case VAAPI, OPENH264 -> longName;
      };
    }
  }
}
