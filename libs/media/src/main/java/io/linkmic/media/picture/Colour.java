package io.linkmic.media.picture;

/** From full-range RGB to BT.709 limited range (ITU-R BT.709 §3), 8 bits. */
final class Colour {

  private static final double RED = 0.2126;
  private static final double BLUE = 0.0722;
  private static final double GREEN = 1 - RED - BLUE;

  private Colour() {}

  /** Luma without the offset of 16: 0 to 219. */
  static double luma(int rgb) {
    return (RED * red(rgb) + GREEN * green(rgb) + BLUE * blue(rgb)) * 219 / 255;
  }

  /** Blue difference without the offset of 128: −112 to 112. */
  static double cb(int rgb) {
    double light = luma(rgb) * 255 / 219;
    return (blue(rgb) - light) / (2 * (1 - BLUE)) * 224 / 255;
  }

  /** Red difference without the offset of 128: −112 to 112. */
  static double cr(int rgb) {
    double light = luma(rgb) * 255 / 219;
    return (red(rgb) - light) / (2 * (1 - RED)) * 224 / 255;
  }

  static int red(int rgb) {
    return rgb >> 16 & 0xff;
  }

  static int green(int rgb) {
    return rgb >> 8 & 0xff;
  }

  static int blue(int rgb) {
    return rgb & 0xff;
  }
}
