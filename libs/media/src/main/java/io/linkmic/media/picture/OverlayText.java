package io.linkmic.media.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;

/**
 * How a text looks: one line in Java's sans-serif font on a rounded box.
 *
 * @param heightPixels of the whole box, 8 to 512
 * @param maxWidth of the whole box in pixels; a longer text ends in an ellipsis
 * @param textArgb colour and opacity of the letters, alpha in bits 24 to 31
 * @param boxArgb of the box; 0 for none
 */
public record OverlayText(int heightPixels, int maxWidth, int textArgb, int boxArgb) {

  private static final int MAX_CHARACTERS = 512;

  public OverlayText {
    boolean legal =
        heightPixels >= 8
            && heightPixels <= 512
            && maxWidth >= heightPixels
            && maxWidth <= Overlay.MAX_SIDE;
    if (!legal) {
      throw new IllegalArgumentException("text of %dx%d".formatted(maxWidth, heightPixels));
    }
  }

  /** White on half-transparent black. */
  public static OverlayText label(int heightPixels, int maxWidth) {
    return new OverlayText(heightPixels, maxWidth, 0xffffffff, 0x80000000);
  }

  Overlay draw(String text) {
    // Letters with their ascents and descents take up some three quarters of the box.
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(heightPixels * 0.62f);
    int padding = heightPixels / 3;
    String line = cut(printable(text), font, maxWidth - 2 * padding);
    int width = Math.min(maxWidth, (int) Math.ceil(width(line, font)) + 2 * padding);
    return Overlay.drawn(
        Math.max(1, width),
        heightPixels,
        graphics -> {
          graphics.setColor(new Color(boxArgb, true));
          graphics.fillRoundRect(0, 0, width, heightPixels, heightPixels / 2, heightPixels / 2);
          graphics.setColor(new Color(textArgb, true));
          graphics.setFont(font);
          FontMetrics metrics = graphics.getFontMetrics();
          int letters = metrics.getAscent() + metrics.getDescent();
          graphics.drawString(line, padding, (heightPixels - letters) / 2 + metrics.getAscent());
        });
  }

  private static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(MAX_CHARACTERS)
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  /** The longest beginning that fits with its ellipsis, found by halving. */
  private static String cut(String text, Font font, int width) {
    if (width(text, font) <= width) {
      return text;
    }
    int fits = 0;
    int tooMany = text.length();
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) / 2;
      if (width(beginning(text, middle), font) <= width) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return beginning(text, fits);
  }

  private static String beginning(String text, int length) {
    boolean splitsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splitsPair ? length - 1 : length) + "…";
  }

  private static double width(String text, Font font) {
    if (text.isEmpty()) {
      return 0;
    }
    Rectangle2D bounds = font.getStringBounds(text, new FontRenderContext(null, true, false));
    return bounds.getWidth();
  }
}
