package io.linkmic.media.picture;

/**
 * Which part of a picture goes where, both in pixels.
 *
 * @param source part of the picture as coded, before it is turned
 * @param target part of the canvas
 */
record Placement(Rectangle source, Rectangle target) {

  static Placement of(int width, int height, int rotationDegrees, Rectangle area, Fit fit) {
    boolean turned = rotationDegrees % 180 != 0;
    int shownWidth = turned ? height : width;
    int shownHeight = turned ? width : height;
    Rectangle whole = new Rectangle(0, 0, width, height);
    return switch (fit) {
      case STRETCH -> new Placement(whole, area);
      case LETTERBOX -> new Placement(whole, largestWithin(area, shownWidth, shownHeight));
      case CROP -> {
        Rectangle shown =
            largestWithin(
                new Rectangle(0, 0, shownWidth, shownHeight), area.width(), area.height());
        yield new Placement(turned ? turn(shown) : shown, area);
      }
    };
  }

  /** The middle part of {@code area} with the shape of {@code width} by {@code height}. */
  private static Rectangle largestWithin(Rectangle area, int width, int height) {
    long wide = (long) area.width() * height;
    long high = (long) area.height() * width;
    int fitWidth = wide <= high ? area.width() : nearestEven(high, height);
    int fitHeight = wide <= high ? nearestEven(wide, width) : area.height();
    return new Rectangle(
        area.x() + (area.width() - fitWidth) / 2,
        area.y() + (area.height() - fitHeight) / 2,
        fitWidth,
        fitHeight);
  }

  /** Rounding up never exceeds the even number that the quotient is at most. */
  private static int nearestEven(long dividend, int divisor) {
    return (int) Math.max(2, (dividend + divisor) / (2L * divisor) * 2);
  }

  /** The part lies in the middle, so only its axes change places. */
  private static Rectangle turn(Rectangle part) {
    return new Rectangle(part.y(), part.x(), part.height(), part.width());
  }
}
