package io.linkmic.node.mix;

import io.linkmic.contract.layout.Colour;
import io.linkmic.contract.layout.Watermark;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.OverlayText;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.node.image.Drawing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The watermark, text and image, in front of everything. The mix's thread only. */
final class Marks {
  private final Canvas canvas;
  private final WantedImages images;
  private final List<Mark> marks = new ArrayList<>();
  private Watermark.@Nullable Text written;
  private @Nullable Overlay writing;

  /** One of them and where it is. */
  private record Mark(Overlay overlay, Rectangle area) {}

  Marks(Canvas canvas, WantedImages images) {
    this.canvas = canvas;
    this.images = images;
  }

  void arrange(@Nullable Watermark watermark) {
    marks.clear();
    if (watermark == null) {
      return;
    }
    Watermark.Image image = watermark.image();
    if (image != null) {
      image(image);
    }
    Watermark.Text text = watermark.text();
    if (text != null) {
      text(text);
    }
  }

  private void image(Watermark.Image image) {
    int width = even(image.width() * canvas.width());
    int height = even(image.height() * canvas.height());
    if (width == 0 || height == 0) {
      return;
    }
    Overlay drawn = images.find(Drawing.mark(image.url(), width, height, image.opacity()));
    if (drawn != null) {
      add(drawn, even(image.x() * canvas.width()), even(image.y() * canvas.height()));
    }
  }

  private void text(Watermark.Text text) {
    int x = even(text.x() * canvas.width());
    int height = Math.max(8, (int) Math.round(text.height() * canvas.height()));
    int most = canvas.width() - x;
    if (most < height) {
      return;
    }
    Overlay drawn = writing;
    if (drawn == null || !text.equals(written)) {
      int argb = (int) Math.round(text.opacity() * 255) << 24 | Colour.rgb(text.colour());
      drawn = Overlay.text(text.text(), new OverlayText(height, most, argb, 0));
      written = text;
      writing = drawn;
    }
    add(drawn, x, even(text.y() * canvas.height()));
  }

  /** Rounding may lead a pixel over the edge; the mark is moved in then. */
  private void add(Overlay overlay, int x, int y) {
    int left = Math.min(x, canvas.width() - overlay.width());
    int top = Math.min(y, canvas.height() - overlay.height());
    if (left >= 0 && top >= 0) {
      marks.add(new Mark(overlay, new Rectangle(left, top, overlay.width(), overlay.height())));
    }
  }

  /** Where they are. */
  List<Rectangle> areas() {
    return marks.stream().map(Mark::area).toList();
  }

  /** The images among them that have come. */
  List<Overlay> overlays() {
    return marks.stream().map(Mark::overlay).toList();
  }

  /** Once over pixels that are all new. */
  void draw() {
    for (Mark mark : marks) {
      canvas.overlay(mark.overlay(), mark.area().x(), mark.area().y());
    }
  }

  private static int even(double pixels) {
    return Math.max(0, (int) pixels & ~1);
  }
}
