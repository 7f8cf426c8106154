package io.linkmic.media.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/**
 * An image with transparency that is laid on a canvas: a label, a watermark, an image, a border.
 * Immutable, in Java's heap, for any number of threads and canvases.
 */
public final class Overlay {

  /** As wide and high as the largest canvas; what is larger could not be laid on one. */
  static final int MAX_SIDE = 1920;

  private final int width;
  private final int height;
  private final OverlayPlane[] planes;

  private Overlay(int width, int height, OverlayPlane[] planes) {
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  /**
   * Converts an image once.
   *
   * @param image TYPE_INT_ARGB_PRE, borrowed; an odd side gets a transparent row or column more
   */
  static Overlay of(BufferedImage image) {
    int width = image.getWidth() + 1 & ~1;
    int height = image.getHeight() + 1 & ~1;
    int[] argb = new int[width * height];
    image.getRGB(0, 0, image.getWidth(), image.getHeight(), argb, 0, width);
    return new Overlay(width, height, OverlayPlane.of(argb, width, height));
  }

  /** In pixels, even. */
  public int width() {
    return width;
  }

  /** In pixels, even. */
  public int height() {
    return height;
  }

  OverlayPlane plane(int index) {
    return planes[index];
  }

  /** One line of text on a rounded box, as {@link OverlayText} says. */
  public static Overlay text(String text, OverlayText style) {
    return style.draw(text);
  }

  /**
   * A frame inside a rectangle's edge, square outside: {@link Corners} round it with what it
   * frames.
   *
   * @param thickness in pixels
   * @param radius that the rectangle's corners will get, in pixels; 0 for none
   */
  public static Overlay border(int width, int height, int thickness, int radius, int rgb) {
    return drawn(
        width,
        height,
        graphics -> {
          double arc = Math.max(0, 2.0 * (radius - thickness));
          Area frame = new Area(new java.awt.Rectangle(width, height));
          frame.subtract(
              new Area(
                  new RoundRectangle2D.Double(
                      thickness,
                      thickness,
                      width - 2.0 * thickness,
                      height - 2.0 * thickness,
                      arc,
                      arc)));
          graphics.setColor(new Color(rgb));
          graphics.fill(frame);
        });
  }

  static Overlay drawn(int width, int height, Consumer<Graphics2D> drawing) {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException("overlay of " + width + "x" + height);
    }
    return of(canvas(width, height, drawing));
  }

  /** TYPE_INT_ARGB_PRE, transparent where nothing is drawn. */
  static BufferedImage canvas(int width, int height, Consumer<Graphics2D> drawing) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      // Otherwise lines are moved by half a pixel.
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      drawing.accept(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
