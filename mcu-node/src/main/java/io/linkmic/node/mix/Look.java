package io.linkmic.node.mix;

import io.linkmic.contract.layout.Border;
import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Watermark;
import io.linkmic.media.picture.Overlay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an eye tells two arrangements apart by; nothing that moves in pictures by itself.
 *
 * @param images of those that are seen and have come
 */
record Look(
    List<Seen> regions,
    Fill background,
    Border border,
    @Nullable Watermark watermark,
    List<Overlay> images) {

  /**
   * @param picture whether the host's is seen there, else the placeholder
   */
  record Seen(PlacedRegion region, boolean picture) {}

  static Look of(Layout layout, List<Seen> regions, List<Overlay> images) {
    return new Look(
        List.copyOf(regions),
        layout.background(),
        layout.border(),
        layout.watermark(),
        List.copyOf(images));
  }
}
