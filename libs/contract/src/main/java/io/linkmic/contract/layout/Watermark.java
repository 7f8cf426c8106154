package io.linkmic.contract.layout;

import org.jspecify.annotations.Nullable;

/**
 * In front of all regions. Either may be null, not both.
 *
 * @param text one line
 */
public record Watermark(@Nullable Text text, @Nullable Image image) {

  /**
   * @param text at most 64 characters
   * @param x left end of the line, fraction of the canvas' width
   * @param y upper end of the line, fraction of the canvas' height
   * @param height of the line, fraction of the canvas' height
   * @param colour {@code #rrggbb} in lower case
   * @param opacity 1 hides what is behind, 0 is not seen
   */
  public record Text(
      String text, double x, double y, double height, String colour, double opacity) {}

  /**
   * Shown whole inside its box, in its own shape.
   *
   * @param url https
   * @param x fraction of the canvas' width, like {@code width}
   * @param y fraction of the canvas' height, like {@code height}
   * @param opacity 1 hides what is behind, 0 is not seen
   */
  public record Image(
      String url, double x, double y, double width, double height, double opacity) {}
}
