package io.linkmic.node.mix;

import io.linkmic.contract.layout.Border;
import io.linkmic.contract.layout.Colour;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.OverlayText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is drawn over a region: its border and its host's name. Each is made once and kept. The
 * mix's thread only.
 */
final class Decor {
  // More than 16 regions have at a time, with some of the layout before.
  private static final int MOST_KEPT = 64;
  private static final int LABEL_MARGIN = 8;
  private static final int LABEL_LEAST = 14;
  private static final int LABEL_MOST = 36;

  private final Canvas canvas;
  private final Map<Object, Overlay> kept = new LinkedHashMap<>();

  Decor(Canvas canvas) {
    this.canvas = canvas;
  }

  /**
   * Over a region that was just drawn.
   *
   * @param empty whether nothing but a colour is in it
   */
  void over(PlacedRegion region, Border border, boolean empty) {
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
      label(region, border, name, empty);
    }
  }

  /** At the lower left of a picture, in the middle of a mere colour. */
  private void label(PlacedRegion region, Border border, String name, boolean empty) {
    int height = Math.clamp(region.height() / 12, LABEL_LEAST, LABEL_MOST);
    int margin = LABEL_MARGIN + border.width();
    int most = region.width() - 2 * margin;
    if (most < height || region.height() < height + 2 * margin) {
      return;
    }
    Overlay text =
        overlay(
            new Label(name, height, most),
            () -> Overlay.text(name, OverlayText.label(height, most)));
    int x = empty ? (region.width() - text.width()) / 2 : margin;
    int y =
        empty ? (region.height() - text.height()) / 2 : region.height() - margin - text.height();
    canvas.overlay(text, region.x() + even(x), region.y() + even(y));
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
