package io.linkmic.rtc.ice;

import java.util.random.RandomGenerator;

/** RFC 8445 §5.3: user name fragment and password of one side. Never logged. */
public record IceCredentials(String ufrag, String password) {
  // RFC 8839 §5.4: ice-char is ALPHA / DIGIT / "+" / "/": 6 bits a character.
  private static final String ICE_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  // RFC 8839 asks for 24 bits at least. All hosts of a node share one port and are told apart by
  // this fragment, so it has 48: no two of a million live ones are likely to meet.
  private static final int UFRAG_LENGTH = 8;

  // RFC 8839 asks for 128 bits at least; 24 characters are 144.
  private static final int PASSWORD_LENGTH = 24;

  /**
   * @param random a {@link java.security.SecureRandom} outside of tests
   */
  public static IceCredentials random(RandomGenerator random) {
    return new IceCredentials(text(random, UFRAG_LENGTH), text(random, PASSWORD_LENGTH));
  }

  private static String text(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "IceCredentials[ufrag=" + ufrag + "]";
  }
}
