package io.linkmic.rtc.sdp;

/** Unsigned decimal numbers as RFC 8866 writes them: digits only, no sign, no blanks. */
final class Decimal {
  static final int NONE = -1;

  private Decimal() {}

  /** The number, or {@link #NONE} if the text is none or more than {@code most}. */
  static long parse(String text, long most) {
    // The longest field read here (an ssrc) has 10 digits; 18 cannot overflow a long.
    if (text.isEmpty() || text.length() > 18) {
      return NONE;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return value <= most ? value : NONE;
  }

  static int parse(String text, int most) {
    return (int) parse(text, (long) most);
  }
}
