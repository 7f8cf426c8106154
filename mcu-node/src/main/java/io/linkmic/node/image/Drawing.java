package io.linkmic.node.image;

import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.Still;

/**
 * An image and how it is to be seen.
 *
 * @param width in pixels of the canvas, even
 * @param height in pixels of the canvas, even
 * @param rgb seen where an opaque shape has no image
 * @param opacity of a mark, 0 to 1
 */
public record Drawing(String url, Shape shape, int width, int height, int rgb, double opacity) {

  /** How the image goes into its rectangle. */
  public enum Shape {
    /** Opaque, filled by the image. */
    COVER,
    /** Opaque, all of the image in the middle. */
    CONTAIN,
    /** Opaque, filled by all of the image in another shape. */
    STRETCH,
    /** All of the image in the middle, transparent beside it. */
    MARK
  }

  /** Of a background or a placeholder. */
  public static Drawing opaque(String url, Shape shape, int width, int height, int rgb) {
    return new Drawing(url, shape, width, height, rgb, 1);
  }

  /** Of a watermark. */
  public static Drawing mark(String url, int width, int height, double opacity) {
    return new Drawing(url, Shape.MARK, width, height, 0, opacity);
  }

  /** The image so. */
  public Overlay of(Still still) {
    return switch (shape) {
      case COVER -> still.cover(width, height, rgb);
      case CONTAIN -> still.contain(width, height, rgb);
      case STRETCH -> still.stretch(width, height, rgb);
      case MARK -> still.mark(width, height, opacity);
    };
  }

  /** Three planes of samples and as many of opacity, 4:2:0. */
  long bytes() {
    return 3L * width * height;
  }
}
