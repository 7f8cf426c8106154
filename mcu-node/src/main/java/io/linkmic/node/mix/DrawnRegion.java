package io.linkmic.node.mix;

import io.linkmic.media.picture.Corners;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.Rectangle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A region on the canvas and what was drawn in it. The mix's thread only. */
final class DrawnRegion {
  final PlacedRegion region;
  final @Nullable Lane lane;
  final Rectangle area;

  /** Null for square ones. */
  final @Nullable Corners corners;

  /** What is drawn in front of it: other regions, marks. */
  List<Rectangle> front = List.of();

  /** Whether it is to be drawn again. */
  boolean stale = true;

  DrawnRegion(PlacedRegion region, @Nullable Lane lane, Rectangle area, @Nullable Corners corners) {
    this.region = region;
    this.lane = lane;
    this.area = area;
    this.corners = corners;
  }

  /** What the host shows now; null where the placeholder is to be seen. */
  @Nullable Picture picture() {
    return lane == null || !region.cameraOn() ? null : lane.picture();
  }

  boolean overlaps(Rectangle other) {
    return area.overlaps(other);
  }
}
