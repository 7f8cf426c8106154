package io.linkmic.rtc.codec;

import io.linkmic.rtc.bytes.Parsed;
import java.util.Locale;

/**
 * RFC 6184 §8.1: profile-level-id.
 *
 * @param profileIdc first byte
 * @param constraintFlags second byte (profile-iop)
 * @param levelIdc third byte, ten times the level
 */
public record ProfileLevelId(int profileIdc, int constraintFlags, int levelIdc) {
  /**
   * §8.1: "if no profile-level-id is present, the Baseline profile without constraints, level 1".
   */
  public static final ProfileLevelId DEFAULT = new ProfileLevelId(0x42, 0, 0x0A);

  /** RFC 6184 table 5, in the order in which we would rather receive them. */
  public enum Profile {
    CONSTRAINED_BASELINE,
    BASELINE,
    MAIN,
    CONSTRAINED_HIGH,
    HIGH,
    OTHER
  }

  public static Parsed<ProfileLevelId> parse(String hex) {
    if (hex.length() != 6) {
      return Parsed.malformed("h264: profile-level-id is not six digits", 0);
    }
    int value = 0;
    for (int i = 0; i < 6; i++) {
      int digit = Character.digit(hex.charAt(i), 16);
      if (digit < 0) {
        return Parsed.malformed("h264: profile-level-id is not hexadecimal", i);
      }
      value = value << 4 | digit;
    }
    return Parsed.ok(new ProfileLevelId(value >>> 16, value >>> 8 & 0xFF, value & 0xFF));
  }

  public Profile profile() {
    boolean set0 = (constraintFlags & 0x80) != 0;
    boolean set1 = (constraintFlags & 0x40) != 0;
    return switch (profileIdc) {
      case 0x42 -> set1 ? Profile.CONSTRAINED_BASELINE : Profile.BASELINE;
      case 0x4D -> set0 ? Profile.CONSTRAINED_BASELINE : Profile.MAIN;
      case 0x58 -> baselineOfExtended(set0, set1);
      case 0x64 -> (constraintFlags & 0x0C) == 0x0C ? Profile.CONSTRAINED_HIGH : Profile.HIGH;
      default -> Profile.OTHER;
    };
  }

  private static Profile baselineOfExtended(boolean set0, boolean set1) {
    if (!set0) {
      return Profile.OTHER;
    }
    return set1 ? Profile.CONSTRAINED_BASELINE : Profile.BASELINE;
  }

  /** Six lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%02x%02x%02x", profileIdc, constraintFlags, levelIdc);
  }
}
