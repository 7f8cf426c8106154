package io.linkmic.node.mix;

import io.linkmic.contract.layout.Border;
import io.linkmic.contract.layout.Colour;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Watermark;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.OverlayText;
import io.linkmic.media.picture.Rectangle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn over pictures: names, round corners, borders, the watermark. Each is made once and
 * kept while the layout stays. The mix's thread only.
 */
final class Decor {
  // More than 16 regions have at a time, with some of the layout before.
  private static final int MOST_KEPT = 64;
  private static final int LABEL_MARGIN = 8;
  private static final int LABEL_LEAST = 14;
  private static final int LABEL_MOST = 36;

  private final Canvas canvas;
  private final Map<Object, Overlay> kept = new LinkedHashMap<>();
  private Layout layout = Layout.DEFAULT;
  private @Nullable Overlay mark;
  private @Nullable Rectangle markArea;

  Decor(Canvas canvas) {
    this.canvas = canvas;
  }

  void layout(Layout wanted) {
    layout = wanted;
    Watermark watermark = wanted.watermark();
    Watermark.Text text = watermark == null ? null : watermark.text();
    if (text == null) {
      mark = null;
      markArea = null;
      return;
    }
    int height = Math.max(8, (int) Math.round(text.height() * canvas.height()));
    int x = even(text.x() * canvas.width());
    int y = even(text.y() * canvas.height());
    int argb = (int) Math.round(text.opacity() * 255) << 24 | Colour.rgb(text.colour());
    Overlay made =
        overlay(
            text,
            () -> Overlay.text(text.text(), new OverlayText(height, canvas.width() - x, argb, 0)));
    mark = made;
    int width = Math.min(made.width() + 1, canvas.width() - x);
    int tall = Math.min(made.height() + 1, canvas.height() - y);
    markArea = new Rectangle(x, y, width, tall);
  }

  /** Where the watermark is; null without one. */
  @Nullable Rectangle watermarkArea() {
    return markArea;
  }

  void watermark() {
    Overlay made = mark;
    Rectangle area = markArea;
    if (made != null && area != null) {
      canvas.overlay(made, area.x(), area.y());
    }
  }

  /** Over a region that was just drawn. */
  void over(PlacedRegion region, boolean picture) {
    Border border = layout.border();
    if (border.radius() > 0) {
      int behind = Colour.rgb(layout.background().colour());
      Overlay corners =
          overlay(
              new Corners(region.width(), region.height(), border.radius(), behind),
              () -> Overlay.corners(region.width(), region.height(), border.radius(), behind));
      canvas.overlay(corners, region.x(), region.y());
    }
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
      label(region, name, picture);
    }
  }

  /** At the lower left of a picture, in the middle of a placeholder. */
  private void label(PlacedRegion region, String name, boolean picture) {
    int height = Math.clamp(region.height() / 12, LABEL_LEAST, LABEL_MOST);
    int margin = LABEL_MARGIN + layout.border().width();
    int most = region.width() - 2 * margin;
    if (most < height || region.height() < height + 2 * margin) {
      return;
    }
    Overlay text =
        overlay(
            new Label(name, height, most),
            () -> Overlay.text(name, OverlayText.label(height, most)));
    int x = picture ? margin : (region.width() - text.width()) / 2;
    int y =
        picture ? region.height() - margin - text.height() : (region.height() - text.height()) / 2;
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

  private static int even(double pixels) {
    return Math.max(0, (int) pixels & ~1);
  }

  private record Label(String name, int height, int most) {}

  private record Corners(int width, int height, int radius, int rgb) {}

  private record Frame(int width, int height, Border border) {}
}
