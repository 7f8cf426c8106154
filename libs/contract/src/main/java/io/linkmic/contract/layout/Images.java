package io.linkmic.contract.layout;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The images of a layout. */
public final class Images {
  private Images() {}

  /** Their URLs, each once; empty for no layout. */
  public static Set<String> of(@Nullable Layout layout) {
    Set<String> urls = new HashSet<>();
    if (layout == null) {
      return urls;
    }
    add(urls, layout.background());
    add(urls, layout.placeholder());
    for (Region region : layout.regions()) {
      add(urls, region.placeholder());
    }
    Watermark watermark = layout.watermark();
    Watermark.Image image = watermark == null ? null : watermark.image();
    if (image != null) {
      urls.add(image.url());
    }
    return urls;
  }

  private static void add(Set<String> urls, @Nullable Fill fill) {
    String image = fill == null ? null : fill.image();
    if (image != null) {
      urls.add(image);
    }
  }
}
