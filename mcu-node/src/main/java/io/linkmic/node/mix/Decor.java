package io.linkmic.node.mix;

import io.linkmic.contract.layout.Border;
import io.linkmic.contract.layout.Colour;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.OverlayText;
import io.linkmic.media.picture.Rectangle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is drawn over a region: its border and its host's name. Each is made once and kept. The
 * mix's thread only.
 */
final class Decor {
  // More than 16 regions have at a time, with some of the layout before.
  private static final int MOST_KEPT = 64;
  private static final int LABEL_MARGIN = 6;
  private static final int LABEL_LEAST = 14;

  private final Canvas canvas;
  private final int shortSide;
  private final Map<Object, Overlay> kept = new LinkedHashMap<>();

  Decor(Canvas canvas) {
    this.canvas = canvas;
    this.shortSide = Math.min(canvas.width(), canvas.height());
  }

  /**
   * Over a region that was just drawn.
   *
   * @param empty whether nothing but a colour is in it
   * @param front what will be drawn in front of it
   */
  void over(PlacedRegion region, Border border, boolean empty, List<Rectangle> front) {
    if (border.width() > 0) {
      int rgb = Colour.rgb(border.colour());
      Overlay frame =
          overlay(
              new Frame(region.width(), region.height(), border),
              () ->
                  Overlay.border(
                      region.width(), region.height(), border.width(), border.radius(), rgb));
      canvas.overlay(frame, region.x(), region.y());
    }
    String name = region.label();
    if (name != null) {
      label(region, border, name, empty, front);
    }
  }

  /**
   * In the middle of a mere colour. Over a picture at the lower left, else at the upper left, else
   * at the lower right: where nothing in front is. As high as a twentieth of the canvas, in small
   * regions less, but to be read on a telephone.
   */
  private void label(
      PlacedRegion region, Border border, String name, boolean empty, List<Rectangle> front) {
    int least = Math.max(LABEL_LEAST, shortSide / 28);
    int height = Math.clamp(region.height() / 10, least, Math.max(least, shortSide / 20));
    int margin = margin(region, border);
    int most = region.width() - 2 * margin;
    if (most < height || region.height() < height + 2 * margin) {
      return;
    }
    Overlay text =
        overlay(
            new Label(name, height, most),
            () -> Overlay.text(name, OverlayText.label(height, most)));
    int right = region.width() - text.width();
    int bottom = region.height() - text.height();
    if (empty) {
      canvas.overlay(text, region.x() + even(right / 2), region.y() + even(bottom / 2));
      return;
    }
    Rectangle place = at(region, text, margin, bottom - margin);
    if (covered(place, front)) {
      Rectangle upper = below(at(region, text, margin, margin), front);
      Rectangle lower = at(region, text, right - margin, bottom - margin);
      place =
          within(region, upper) && !covered(upper, front)
              ? upper
              : !covered(lower, front) ? lower : place;
    }
    canvas.overlay(text, place.x(), place.y());
  }

  /** A thirtieth of the region, and inside of its frame and its arcs. */
  private static int margin(PlacedRegion region, Border border) {
    int shorter = Math.min(region.width(), region.height());
    int radius = Math.min(border.radius(), shorter / 2);
    // What an arc of 90 degrees leaves out at its middle.
    int arc = (int) Math.ceil(radius * (1 - Math.sqrt(0.5)));
    return Math.max(LABEL_MARGIN, shorter / 30) + Math.max(border.width(), arc);
  }

  private static Rectangle at(PlacedRegion region, Overlay text, int x, int y) {
    return new Rectangle(region.x() + even(x), region.y() + even(y), text.width(), text.height());
  }

  /** Moved down below what covers it, which may be the watermark's line. */
  private static Rectangle below(Rectangle place, List<Rectangle> front) {
    return front.stream()
        .filter(place::overlaps)
        .findFirst()
        .map(cover ->
            new Rectangle(
                place.x(),
                cover.y() + cover.height() + LABEL_MARGIN,
                place.width(),
                place.height()))
        .orElse(place);
  }

  private static boolean within(PlacedRegion region, Rectangle place) {
    return place.y() + place.height() <= region.y() + region.height();
  }

  private static boolean covered(Rectangle place, List<Rectangle> front) {
    return front.stream().anyMatch(place::overlaps);
  }

  private Overlay overlay(Object key, Supplier<Overlay> maker) {
    Overlay known = kept.get(key);
    if (known == null) {
      if (kept.size() >= MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      known = maker.get();
      kept.put(key, known);
    }
    return known;
  }

  private static int even(int pixels) {
    return Math.max(0, pixels & ~1);
  }

  private record Label(String name, int height, int most) {}

  private record Frame(int width, int height, Border border) {}
}
