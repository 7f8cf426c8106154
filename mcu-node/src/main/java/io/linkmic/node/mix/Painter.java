package io.linkmic.node.mix;

import io.linkmic.contract.layout.Layout;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Fit;
import io.linkmic.media.picture.Overlay;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.node.image.Images;
import io.linkmic.node.program.PictureMix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a {@link Scene} onto a canvas, and of it only what has changed since the last time; fades
 * from one arrangement to the next where the layout says so. The mix's thread only.
 */
final class Painter implements AutoCloseable {
  private static final long NEVER = -1;
  private static final io.linkmic.contract.layout.Fit COVER = io.linkmic.contract.layout.Fit.COVER;

  private final Canvas canvas;
  private final Rectangle whole;
  private final WantedImages images;
  private final Decor decor;
  private final Marks marks;
  private final Fade fade;
  private Layout layout = Layout.DEFAULT;
  private List<DrawnRegion> regions = List.of();
  private @Nullable Look look;
  private long drawn = NEVER;
  private long paintedAt;
  private long newestNanos;
  private long sequence;
  private List<PictureMix.ShownRegion> places = List.of();

  /**
   * @param canvas borrowed for as long as this lives
   */
  Painter(Canvas canvas, Images images) {
    this.canvas = canvas;
    this.whole = new Rectangle(0, 0, canvas.width(), canvas.height());
    this.images = new WantedImages(canvas, images);
    this.decor = new Decor(canvas);
    this.marks = new Marks(canvas, this.images);
    this.fade = new Fade(canvas);
  }

  /**
   * Brings what is shown to what is to be seen at a time.
   *
   * @param until pictures up to here are due, µs
   */
  void paint(Scene scene, long until) {
    newestNanos = 0;
    boolean rearrange = images.changed() || scene.number() != drawn;
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
    fade.advance(until);
    paintedAt = until;
  }

  /** The picture to be encoded: borrowed until the next call. */
  Canvas shown() {
    return fade.shown();
  }

  /** {@code System.nanoTime()} at which the newest picture drawn last came; 0 without a new one. */
  long newestNanos() {
    return newestNanos;
  }

  /** What it shows, for those who are told. */
  PictureMix.Shown described() {
    String newest = null;
    long newestAt = Long.MIN_VALUE;
    for (DrawnRegion each : regions) {
      if (each.lane != null && each.lane.picture() != null && each.lane.at() > newestAt) {
        newestAt = each.lane.at();
        newest = each.region.participantId();
      }
    }
    return new PictureMix.Shown(sequence, places, newest, newestAt);
  }

  private void markStale(Lane lane) {
    for (DrawnRegion each : regions) {
      each.stale |= each.lane == lane;
    }
  }

  private void arrange(Scene scene) {
    boolean first = drawn == NEVER;
    drawn = scene.number();
    layout = scene.layout();
    images.clear();
    marks.arrange(layout.watermark());
    regions = new ArrayList<>();
    for (PlacedRegion region :
        Arrangement.of(
            layout, members(scene), scene.activeSpeaker(), canvas.width(), canvas.height())) {
      regions.add(region(region, scene));
    }
    for (int i = 0; i < regions.size(); i++) {
      List<Rectangle> front = new ArrayList<>(marks.areas());
      regions.subList(i + 1, regions.size()).forEach(each -> front.add(each.area));
      regions.get(i).front = front;
    }
    Look next = look();
    if (!first && !next.equals(look) && layout.crossFade().isPositive()) {
      fade.begin(paintedAt, layout.crossFade().toNanos() / 1000);
    }
    look = next;
    sequence = layout.sequence();
    places = regions.stream().map(each -> each.region.shown()).toList();
    background(whole);
  }

  private static List<Member> members(Scene scene) {
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
    return members;
  }

  private DrawnRegion region(PlacedRegion region, Scene scene) {
    String id = region.participantId();
    Rectangle area = new Rectangle(region.x(), region.y(), region.width(), region.height());
    int radius = layout.border().radius();
    // Also where a picture is seen now: the placeholder is to be there when its turn comes.
    images.find(region.placeholder(), area, region.fit());
    return new DrawnRegion(
        region,
        id == null ? null : scene.lanes().get(id),
        area,
        radius > 0 ? canvas.corners(area, radius) : null);
  }

  private Look look() {
    List<Look.Seen> seen = new ArrayList<>();
    List<Overlay> overlays = new ArrayList<>(marks.overlays());
    add(overlays, images.find(layout.background(), whole, COVER));
    for (DrawnRegion each : regions) {
      boolean picture = each.picture() != null;
      seen.add(new Look.Seen(each.region, picture));
      if (!picture) {
        add(overlays, images.find(each.region.placeholder(), each.area, each.region.fit()));
      }
    }
    return Look.of(layout, seen, overlays);
  }

  private static void add(List<Overlay> overlays, @Nullable Overlay overlay) {
    if (overlay != null) {
      overlays.add(overlay);
    }
  }

  private void background(Rectangle part) {
    images.fill(layout.background(), whole, COVER, part);
  }

  private void redraw(boolean all) {
    staleInFront();
    boolean marked = underMarks(all);
    // From the front: what is below a corner comes to light layer by layer.
    for (DrawnRegion each : regions.reversed()) {
      if (each.stale && each.corners != null) {
        each.corners.putBack();
      }
    }
    if (marked && !all) {
      marks.areas().forEach(this::background);
    }
    for (DrawnRegion each : regions) {
      if (each.stale) {
        each.stale = false;
        draw(each);
      }
    }
    if (marked) {
      marks.draw();
    }
  }

  /** What is in front of something redrawn is redrawn too. */
  private void staleInFront() {
    for (int i = 0; i < regions.size(); i++) {
      DrawnRegion each = regions.get(i);
      for (int j = i + 1; each.stale && j < regions.size(); j++) {
        DrawnRegion front = regions.get(j);
        front.stale |= front.overlaps(each.area);
      }
    }
  }

  /** Marks are blended once over pixels that are all new. */
  private boolean underMarks(boolean all) {
    boolean touched = all;
    for (Rectangle area : marks.areas()) {
      touched |= regions.stream().anyMatch(each -> each.stale && each.overlaps(area));
    }
    if (touched) {
      for (Rectangle area : marks.areas()) {
        regions.forEach(each -> each.stale |= each.overlaps(area));
      }
      staleInFront();
    }
    return touched;
  }

  private void draw(DrawnRegion each) {
    PlacedRegion region = each.region;
    if (each.corners != null) {
      each.corners.keep();
    }
    Picture picture = each.picture();
    if (picture == null) {
      images.fill(region.placeholder(), each.area, region.fit(), each.area);
    } else {
      if (region.fit() == io.linkmic.contract.layout.Fit.CONTAIN) {
        // Anew each time: decoration is blended over the bars beside the picture, too.
        background(each.area);
      }
      canvas.draw(picture, each.area, fit(region.fit()));
    }
    boolean empty =
        picture == null && images.find(region.placeholder(), each.area, region.fit()) == null;
    decor.over(region, layout.border(), empty, each.front);
    if (each.corners != null) {
      each.corners.round();
    }
  }

  private static Fit fit(io.linkmic.contract.layout.Fit fit) {
    return switch (fit) {
      case CONTAIN -> Fit.LETTERBOX;
      case COVER -> Fit.CROP;
      case STRETCH -> Fit.STRETCH;
    };
  }

  @Override
  public void close() {
    fade.close();
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
