package io.linkmic.node.mix;

import io.linkmic.contract.layout.Colour;
import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Fit;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.node.image.Drawing;
import io.linkmic.node.image.Images;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images of one arrangement and what has come of them: the same for all of a frame, so that
 * what is drawn twice is drawn alike. The mix's thread only.
 */
final class WantedImages {
  private final Canvas canvas;
  private final Images images;
  private final Map<Drawing, @Nullable Overlay> wanted = new LinkedHashMap<>();

  WantedImages(Canvas canvas, Images images) {
    this.canvas = canvas;
    this.images = images;
  }

  /** Another arrangement. */
  void clear() {
    wanted.clear();
  }

  /** Asks for all of them, every frame, and says whether there is another one than before. */
  boolean changed() {
    boolean changed = false;
    for (Map.Entry<Drawing, @Nullable Overlay> each : wanted.entrySet()) {
      Overlay now = images.find(each.getKey());
      if (now != null && now != each.getValue()) {
        each.setValue(now);
        changed = true;
      }
    }
    return changed;
  }

  /** The image as it is to be drawn; null while it is not there. */
  @Nullable Overlay find(Drawing drawing) {
    if (!wanted.containsKey(drawing)) {
      wanted.put(drawing, images.find(drawing));
    }
    return wanted.get(drawing);
  }

  /** The fill's image in an area; null for its colour alone. */
  @Nullable Overlay find(Fill fill, Rectangle area, Fit fit) {
    String url = fill.image();
    return url == null
        ? null
        : find(
            Drawing.opaque(
                url, shape(fit), area.width(), area.height(), Colour.rgb(fill.colour())));
  }

  private static Drawing.Shape shape(Fit fit) {
    return switch (fit) {
      case COVER -> Drawing.Shape.COVER;
      case CONTAIN -> Drawing.Shape.CONTAIN;
      case STRETCH -> Drawing.Shape.STRETCH;
    };
  }

  /**
   * Fills an area, or a part of it.
   *
   * @param part within the area
   */
  void fill(Fill fill, Rectangle area, Fit fit, Rectangle part) {
    Overlay image = find(fill, area, fit);
    if (image == null) {
      canvas.fill(part, Colour.rgb(fill.colour()));
    } else {
      canvas.overlay(image, area.x(), area.y(), part);
    }
  }
}
