package io.linkmic.node.mix;

/** A rectangle in fractions of the canvas. */
record Box(double x, double y, double width, double height) {
  static final Box CANVAS = new Box(0, 0, 1, 1);

  /** The same place with the canvas' sides exchanged. */
  Box turned() {
    return new Box(y, x, height, width);
  }
}
