package io.linkmic.contract.layout;

import io.linkmic.contract.layout.LayoutRequest.ImageWish;
import io.linkmic.contract.layout.LayoutRequest.TextWish;
import io.linkmic.contract.layout.LayoutRequest.WatermarkWish;
import io.linkmic.contract.request.FieldCheck;
import org.jspecify.annotations.Nullable;

/** The rules of watermarks. One request, one thread. */
final class Watermarks {
  private static final int MAXIMUM_TEXT = 64;

  /** At the upper left, a line as high as a channel's name. */
  private static final Watermark.Text TEXT = new Watermark.Text("", 0.02, 0.02, 0.05, "#ffffff", 1);

  /** At the upper right, as large as a broadcaster's logo. */
  private static final Watermark.Image IMAGE = new Watermark.Image("", 0.86, 0.02, 0.12, 0.12, 1);

  private final FieldCheck check;
  private final Parts parts;

  Watermarks(FieldCheck check, Parts parts) {
    this.check = check;
    this.parts = parts;
  }

  /** Null where there is neither text nor image. */
  @Nullable Watermark watermark(String path, @Nullable WatermarkWish wish) {
    if (wish == null || (wish.text() == null && wish.image() == null)) {
      return null;
    }
    return new Watermark(
        wish.text() == null ? null : text(path + ".text", wish.text()),
        wish.image() == null ? null : image(path + ".image", wish.image()));
  }

  private Watermark.Text text(String path, TextWish wish) {
    String text = wish.text() == null ? "" : wish.text();
    if (text.isBlank()
        || text.length() > MAXIMUM_TEXT
        || text.codePoints().anyMatch(Character::isISOControl)) {
      check.problem(path + ".text", path + ".text has 1–64 characters and no control characters.");
    }
    double y = fraction(path + ".y", wish.y(), TEXT.y());
    double height = fraction(path + ".height", wish.height(), TEXT.height());
    parts.box(path, 0, y, 0, height);
    return new Watermark.Text(
        text,
        fraction(path + ".x", wish.x(), TEXT.x()),
        y,
        height,
        parts.colour(path + ".colour", wish.colour(), TEXT.colour()),
        fraction(path + ".opacity", wish.opacity(), TEXT.opacity()));
  }

  private Watermark.Image image(String path, ImageWish wish) {
    String url = wish.url() == null ? "" : wish.url();
    parts.image(path + ".url", url);
    double x = fraction(path + ".x", wish.x(), IMAGE.x());
    double y = fraction(path + ".y", wish.y(), IMAGE.y());
    double width = fraction(path + ".width", wish.width(), IMAGE.width());
    double height = fraction(path + ".height", wish.height(), IMAGE.height());
    parts.box(path, x, y, width, height);
    return new Watermark.Image(
        url, x, y, width, height, fraction(path + ".opacity", wish.opacity(), IMAGE.opacity()));
  }

  private double fraction(String field, @Nullable Double value, double fallback) {
    return check.range(field, value, fallback, 0, 1);
  }
}
