package io.linkmic.rtc.sdp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 6184 §8.1: the profiles that go through to every player of the audience. */
enum H264Profile {
  CONSTRAINED_BASELINE,
  BASELINE,
  MAIN,
  HIGH;

  // RFC 6184 §8.1: "If no profile-level-id is present, the Baseline profile […] Level 1".
  static final String DEFAULT_ID = "420010";

  private static final int SET0 = 0x80;
  private static final int SET1 = 0x40;

  /** RFC 6184 table 5; empty for profiles that are not accepted (4:4:4, 10 bit, extended). */
  static Optional<H264Profile> of(String profileLevelId) {
    int id = HexFormat.fromHexDigits(profileLevelId);
    int iop = id >> 8 & 0xFF;
    return Optional.ofNullable(
        switch (id >> 16) {
          case 66 -> (iop & SET1) != 0 ? CONSTRAINED_BASELINE : BASELINE;
          case 77 -> (iop & SET0) != 0 ? CONSTRAINED_BASELINE : MAIN;
          case 88 -> extended(iop);
          case 100 -> HIGH;
          default -> null;
        });
  }

  private static @Nullable H264Profile extended(int iop) {
    if ((iop & SET0) == 0) {
      return null;
    }
    return (iop & SET1) != 0 ? CONSTRAINED_BASELINE : BASELINE;
  }

  /** Six lower-case digits, whatever was offered. */
  static String normalized(String offered) {
    String id = offered.toLowerCase(Locale.ROOT);
    if (!id.chars().allMatch(HexFormat::isHexDigit)) {
      return DEFAULT_ID;
    }
    if (id.length() == 6) {
      return id;
    }
    // Deviation: FFmpeg 8.0 prints its own flag 0x200 where profile-iop belongs when the profile is
    // a constrained one ("422001e"), and rubbish when it does not know the profile. The stream is
    // fine, only its name is not.
    if (id.length() == 7 && id.startsWith("200", 2)) {
      return id.substring(0, 2) + "c0" + id.substring(5);
    }
    return DEFAULT_ID;
  }
}
