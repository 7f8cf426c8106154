package io.linkmic.node.mix;

import io.linkmic.contract.layout.Colour;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Fit;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.node.program.PictureMix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a {@link Scene} onto a canvas, and of it only what has changed since the last time. The
 * mix's thread only.
 */
final class Painter {
  private final Canvas canvas;
  private final Decor decor;
  private List<Drawn> regions = List.of();
  private long drawn = -1;
  private long newestNanos;
  private int background;
  private long sequence;
  private List<PictureMix.ShownRegion> places = List.of();

  /** A region and what was seen in it. */
  private static final class Drawn {
    private final PlacedRegion region;
    private final @Nullable Lane lane;
    private final Rectangle area;
    private boolean stale = true;
    // Something was drawn over it that may lie beside the picture.
    private boolean lettered;

    private Drawn(PlacedRegion region, @Nullable Lane lane) {
      this.region = region;
      this.lane = lane;
      this.area = new Rectangle(region.x(), region.y(), region.width(), region.height());
    }

    private boolean overlaps(Rectangle other) {
      return area.x() < other.x() + other.width()
          && other.x() < area.x() + area.width()
          && area.y() < other.y() + other.height()
          && other.y() < area.y() + area.height();
    }
  }

  Painter(Canvas canvas) {
    this.canvas = canvas;
    this.decor = new Decor(canvas);
  }

  /**
   * Brings the canvas to what is to be seen at a time.
   *
   * @param until pictures up to here are due, µs
   */
  void paint(Scene scene, long until) {
    newestNanos = 0;
    boolean rearrange = scene.number() != drawn;
    for (Lane lane : scene.lanes().values()) {
      Size before = Size.of(lane.picture());
      if (lane.advance(until)) {
        newestNanos = Math.max(newestNanos, lane.arrivedNanos());
        rearrange |= !Size.of(lane.picture()).equals(before);
        markStale(lane);
      }
    }
    if (rearrange) {
      arrange(scene);
    }
    redraw(rearrange);
  }

  /** {@code System.nanoTime()} at which the newest picture drawn last came; 0 without a new one. */
  long newestNanos() {
    return newestNanos;
  }

  /** What the canvas shows now. */
  PictureMix.Shown shown() {
    String newest = null;
    long newestAt = Long.MIN_VALUE;
    for (Drawn each : regions) {
      if (each.lane != null && each.lane.picture() != null && each.lane.at() > newestAt) {
        newestAt = each.lane.at();
        newest = each.region.participantId();
      }
    }
    return new PictureMix.Shown(sequence, places, newest, newestAt);
  }

  private void markStale(Lane lane) {
    for (Drawn each : regions) {
      each.stale |= each.lane == lane;
    }
  }

  private void arrange(Scene scene) {
    drawn = scene.number();
    List<Member> members = new ArrayList<>();
    for (PictureMix.Member member : scene.members()) {
      Lane lane = scene.lanes().get(member.participantId());
      Size size = Size.of(lane == null ? null : lane.picture());
      members.add(
          new Member(
              member.participantId(),
              member.slot(),
              member.name(),
              member.camera(),
              size.width(),
              size.height()));
    }
    background = Colour.rgb(scene.layout().background().colour());
    canvas.fill(background);
    decor.layout(scene.layout());
    regions = new ArrayList<>();
    for (PlacedRegion region :
        Arrangement.of(
            scene.layout(), members, scene.activeSpeaker(), canvas.width(), canvas.height())) {
      String id = region.participantId();
      regions.add(new Drawn(region, id == null ? null : scene.lanes().get(id)));
    }
    sequence = scene.layout().sequence();
    places = regions.stream().map(each -> each.region.shown()).toList();
  }

  /** What is in front of something redrawn is redrawn too. */
  private void redraw(boolean all) {
    boolean marked = underWatermark(all);
    for (int i = 0; i < regions.size(); i++) {
      Drawn each = regions.get(i);
      if (!each.stale) {
        continue;
      }
      each.stale = false;
      draw(each);
      for (int j = i + 1; j < regions.size(); j++) {
        Drawn front = regions.get(j);
        front.stale |= front.overlaps(each.area);
      }
    }
    if (marked) {
      decor.watermark();
    }
  }

  /** The watermark is blended once over pixels that are all new. */
  private boolean underWatermark(boolean all) {
    Rectangle area = decor.watermarkArea();
    if (area == null) {
      return false;
    }
    boolean touched = all;
    for (Drawn each : regions) {
      touched |= each.stale && each.overlaps(area);
    }
    if (touched) {
      canvas.fill(area, background);
      for (Drawn each : regions) {
        each.stale |= each.overlaps(area);
      }
    }
    return touched;
  }

  private void draw(Drawn each) {
    Picture picture = each.lane == null || !each.region.cameraOn() ? null : each.lane.picture();
    if (picture == null) {
      canvas.fill(each.area, Colour.rgb(each.region.placeholder().colour()));
    } else {
      if (each.region.fit() == io.linkmic.contract.layout.Fit.CONTAIN && each.lettered) {
        canvas.fill(each.area, background);
      }
      canvas.draw(picture, each.area, fit(each.region.fit()));
    }
    decor.over(each.region, picture != null);
    each.lettered = each.region.label() != null;
  }

  private static Fit fit(io.linkmic.contract.layout.Fit fit) {
    return switch (fit) {
      case CONTAIN -> Fit.LETTERBOX;
      case COVER -> Fit.CROP;
    };
  }

  /** As it is seen; 0 × 0 without a picture. */
  private record Size(int width, int height) {
    static Size of(@Nullable Picture picture) {
      if (picture == null) {
        return new Size(0, 0);
      }
      boolean turned = picture.rotationDegrees() % 180 != 0;
      return turned
          ? new Size(picture.height(), picture.width())
          : new Size(picture.width(), picture.height());
    }
  }
}
