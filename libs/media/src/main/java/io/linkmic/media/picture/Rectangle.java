package io.linkmic.media.picture;

/**
 * An area in pixels, the origin top left. All four numbers are even, since two by two pixels share
 * one colour sample: odd ones are rounded down, of the sizes to at least 2.
 */
public record Rectangle(int x, int y, int width, int height) {

  public Rectangle {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("empty: " + width + "x" + height);
    }
    x = even(x);
    y = even(y);
    width = Math.max(2, even(width));
    height = Math.max(2, even(height));
  }

  /** Towards negative infinity, so that neighbours stay neighbours left of the origin too. */
  static int even(int value) {
    return value & ~1;
  }

  /** Whether they have a pixel in common. */
  public boolean overlaps(Rectangle other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }

  /** Whether it lies within {@code width} by {@code height} pixels from the origin. */
  boolean isWithin(int width, int height) {
    return x >= 0 && y >= 0 && this.width <= width - x && this.height <= height - y;
  }
}
