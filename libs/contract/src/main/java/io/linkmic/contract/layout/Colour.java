package io.linkmic.contract.layout;

import java.util.regex.Pattern;

/** {@code #rrggbb}. */
public final class Colour {
  private static final Pattern WRITTEN = Pattern.compile("#[0-9a-fA-F]{6}");

  private Colour() {}

  static boolean isColour(String text) {
    return WRITTEN.matcher(text).matches();
  }

  /**
   * @param colour of an accepted layout
   * @return {@code 0xrrggbb}, sRGB
   */
  public static int rgb(String colour) {
    return Integer.parseInt(colour, 1, colour.length(), 16);
  }
}
