package io.linkmic.media.picture;

import io.linkmic.media.ffmpeg.FfmpegLibraries;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What an encoder gets: one picture, 4:2:0 with 8 bits, BT.709 limited range, drawn anew or piece
 * by piece. What is not drawn again stays.
 *
 * <p>Areas must lie within the canvas, otherwise {@link IllegalArgumentException}. Pictures are
 * taken to be BT.709; full range is reduced to limited. One thread at a time; {@link #close} frees
 * the native memory and may be called twice, after it everything else throws {@link
 * IllegalStateException}.
 */
public final class Canvas implements AutoCloseable {

  public static final int MAX_WIDTH = 1920;
  public static final int MAX_HEIGHT = 1920;
  private static final int MAX_PIXELS = 1920 * 1080;

  /** Sixteen sources in every rotation; a scaler for 720p has some 200 kB. */
  private static final int MAX_SCALERS = 64;

  private final int width;
  private final int height;
  private final CanvasPlanes planes;
  private final LinkedHashMap<Scaler.Key, Scaler> scalers = new LinkedHashMap<>(64, 0.75f, true);
  private boolean closed;

  /**
   * A black canvas.
   *
   * @param width in pixels, even, at most 1920
   * @param height in pixels, even; upright too, with no more pixels than 1920×1080
   */
  public Canvas(int width, int height) {
    boolean legal = width >= 16 && height >= 16 && width <= MAX_WIDTH && height <= MAX_HEIGHT;
    if (!legal || width * height > MAX_PIXELS || (width | height) % 2 != 0) {
      throw new IllegalArgumentException("canvas of " + width + "x" + height);
    }
    FfmpegLibraries.load();
    this.width = width;
    this.height = height;
    planes = new CanvasPlanes(width, height);
    fill(0);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /**
   * The whole canvas in one colour.
   *
   * @param rgb red in bits 16 to 23, green, blue; the rest is ignored
   */
  public void fill(int rgb) {
    fill(new Rectangle(0, 0, width, height), rgb);
  }

  /** An area in one colour, as {@link #fill(int)}. */
  public void fill(Rectangle area, int rgb) {
    check(area);
    fill(0, area, (int) Math.round(16 + Colour.luma(rgb)));
    fill(1, area, (int) Math.round(128 + Colour.cb(rgb)));
    fill(2, area, (int) Math.round(128 + Colour.cr(rgb)));
  }

  private void fill(int plane, Rectangle area, int value) {
    int half = plane == 0 ? 1 : 2;
    MemorySegment bytes = planes.bytes(plane);
    long at = planes.offset(plane, area.x(), area.y());
    for (int row = 0; row < area.height() / half; row++) {
      bytes.asSlice(at, area.width() / half).fill((byte) value);
      at += planes.stride(plane);
    }
  }

  /**
   * Draws a picture, turned upright.
   *
   * @param picture borrowed for this call
   */
  public void draw(Picture picture, Rectangle area, Fit fit) {
    check(area);
    int degrees = picture.rotationDegrees();
    Placement placement = Placement.of(picture.width(), picture.height(), degrees, area, fit);
    scaler(new Scaler.Key(placement, degrees, picture.fullRange())).draw(picture.frame());
  }

  /**
   * Becomes what another canvas shows, scaled to this one's size.
   *
   * @param from borrowed for this call, not this one
   */
  public void scaled(Canvas from) {
    Rectangle all = new Rectangle(0, 0, width, height);
    check(all);
    Placement placement = Placement.of(from.width, from.height, 0, all, Fit.STRETCH);
    scaler(new Scaler.Key(placement, 0, false)).draw(from.frame());
  }

  /**
   * Lays an overlay on what is there; it must lie within the canvas.
   *
   * @param x of its left edge in pixels, rounded down to an even number
   * @param y of its upper edge, likewise
   */
  public void overlay(Overlay overlay, int x, int y) {
    Rectangle area = new Rectangle(x, y, overlay.width(), overlay.height());
    overlay(overlay, x, y, area);
  }

  /**
   * Lays on what is there the part of an overlay that is within {@code clip}.
   *
   * @param clip an area of the canvas
   */
  public void overlay(Overlay overlay, int x, int y, Rectangle clip) {
    Rectangle area = new Rectangle(x, y, overlay.width(), overlay.height());
    check(area);
    int left = Math.max(0, clip.x() - area.x());
    int top = Math.max(0, clip.y() - area.y());
    int right = Math.min(area.width(), clip.x() + clip.width() - area.x());
    int bottom = Math.min(area.height(), clip.y() + clip.height() - area.y());
    for (int i = 0; i < 3; i++) {
      int half = i == 0 ? 1 : 2;
      overlay
          .plane(i)
          .blend(
              planes.bytes(i),
              planes.offset(i, area.x(), area.y()),
              planes.stride(i),
              new OverlayPlane.Clip(left / half, top / half, right / half, bottom / half));
    }
  }

  /**
   * The corners of an area, to be made round.
   *
   * @param radius in pixels; at most half of the area's shorter side is used
   */
  public Corners corners(Rectangle area, int radius) {
    check(area);
    return new Corners(this, planes, area, radius);
  }

  /**
   * Becomes the mean of two canvases of the same size, either of which may be this one.
   *
   * @param weight of {@code to}, 0 to 256; that of {@code from} is the rest
   */
  public void mean(Canvas from, Canvas to, int weight) {
    check(new Rectangle(0, 0, width, height));
    from.check(new Rectangle(0, 0, width, height));
    to.check(new Rectangle(0, 0, width, height));
    if (from.width * from.height != width * height || to.width * to.height != width * height) {
      throw new IllegalArgumentException("canvases of different sizes");
    }
    planes.mean(from.planes, to.planes, weight);
  }

  private Scaler scaler(Scaler.Key key) {
    Scaler known = scalers.get(key);
    if (known != null) {
      return known;
    }
    if (scalers.size() == MAX_SCALERS) {
      var oldest = scalers.pollFirstEntry();
      oldest.getValue().close();
    }
    Scaler made = new Scaler(key, planes);
    scalers.put(key, made);
    return made;
  }

  void check(Rectangle area) {
    if (closed) {
      throw new IllegalStateException("canvas is closed");
    }
    if (!area.isWithin(width, height)) {
      throw new IllegalArgumentException(area + " is not within " + width + "x" + height);
    }
  }

  /**
   * For an encoder: borrowed until the next call of this canvas. The encoder may set its timestamp
   * and picture type.
   */
  public AVFrame frame() {
    if (closed) {
      throw new IllegalStateException("canvas is closed");
    }
    return planes.frame();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scalers.values().forEach(Scaler::close);
      scalers.clear();
      planes.close();
    }
  }
}
