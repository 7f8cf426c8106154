package io.linkmic.media.picture;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A decoded image that becomes overlays of the sizes wanted, each scaled once. Immutable, in Java's
 * heap with four bytes a pixel; any thread, and some ten milliseconds of it.
 */
public final class Still {

  private final BufferedImage image;

  /**
   * A still of an image.
   *
   * @param image TYPE_INT_ARGB_PRE, transferred
   */
  Still(BufferedImage image) {
    this.image = image;
  }

  /** In pixels. */
  public int width() {
    return image.getWidth();
  }

  /** In pixels. */
  public int height() {
    return image.getHeight();
  }

  /**
   * An opaque rectangle filled by the image; what juts out is cut off on both sides alike.
   *
   * @param rgb seen through where the image is transparent
   */
  public Overlay cover(int width, int height, int rgb) {
    double scale = Math.max((double) width / width(), (double) height / height());
    return placed(width, height, scale, scale, rgb);
  }

  /**
   * An opaque rectangle with all of the image in its middle.
   *
   * @param rgb seen beside the image, and where it is transparent
   */
  public Overlay contain(int width, int height, int rgb) {
    double scale = Math.min((double) width / width(), (double) height / height());
    return placed(width, height, scale, scale, rgb);
  }

  /**
   * An opaque rectangle filled by all of the image, in the rectangle's shape.
   *
   * @param rgb seen through where the image is transparent
   */
  public Overlay stretch(int width, int height, int rgb) {
    return placed(width, height, (double) width / width(), (double) height / height(), rgb);
  }

  private Overlay placed(int width, int height, double across, double down, int rgb) {
    return Overlay.drawn(
        width,
        height,
        graphics -> {
          graphics.setColor(new Color(rgb));
          graphics.fillRect(0, 0, width, height);
          draw(graphics, width, height, across, down);
        });
  }

  /**
   * All of the image in the middle of a rectangle that is transparent beside it.
   *
   * @param opacity 1 as the image is, 0 not to be seen
   */
  public Overlay mark(int width, int height, double opacity) {
    double scale = Math.min((double) width / width(), (double) height / height());
    return Overlay.drawn(
        width,
        height,
        graphics -> {
          graphics.setComposite(AlphaComposite.SrcOver.derive((float) opacity));
          draw(graphics, width, height, scale, scale);
        });
  }

  private void draw(Graphics2D graphics, int width, int height, double across, double down) {
    int wide = Math.max(1, (int) Math.round(width() * across));
    int high = Math.max(1, (int) Math.round(height() * down));
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        halved(wide, high), (width - wide) / 2, (height - high) / 2, wide, high, null);
  }

  /** As large as wanted up to twice as large: a single step from more leaves pixels out. */
  private BufferedImage halved(int wide, int high) {
    BufferedImage current = image;
    while (current.getWidth() >= 2 * wide && current.getHeight() >= 2 * high) {
      BufferedImage larger = current;
      int width = (larger.getWidth() + 1) / 2;
      int height = (larger.getHeight() + 1) / 2;
      current =
          Overlay.canvas(
              width,
              height,
              graphics -> {
                graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
                graphics.drawImage(larger, 0, 0, width, height, null);
              });
    }
    return current;
  }
}
