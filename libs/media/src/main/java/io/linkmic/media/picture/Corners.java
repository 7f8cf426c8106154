package io.linkmic.media.picture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The four round corners of an area of a canvas: keeps what is below them, and lays it back over
 * whatever was drawn, so that any background, image or picture is seen there. In Java's heap; the
 * canvas's thread, not after its end.
 *
 * <p>Of overlapping areas: {@link #putBack} with the front one first, then from the rear one on
 * {@link #keep}, drawing, {@link #round}.
 */
public final class Corners {

  private static final int PLANES = 3;
  private static final int OPAQUE = 255;

  private final Canvas canvas;
  private final Rectangle area;
  private final Plane[] planes = new Plane[PLANES];
  private boolean full;

  /** The samples of one plane that are not wholly inside. */
  private static final class Plane {
    private final MemorySegment bytes;
    private final int[] at;
    private final byte[] outside;
    private final byte[] kept;

    private Plane(MemorySegment bytes, int[] at, byte[] outside) {
      this.bytes = bytes;
      this.at = at;
      this.outside = outside;
      this.kept = new byte[at.length];
    }
  }

  Corners(Canvas canvas, CanvasPlanes target, Rectangle area, int radius) {
    this.canvas = canvas;
    this.area = area;
    double round = Math.min(radius, Math.min(area.width(), area.height()) / 2.0);
    for (int i = 0; i < PLANES; i++) {
      planes[i] = plane(target, i, area, round);
    }
  }

  private static Plane plane(CanvasPlanes target, int plane, Rectangle area, double radius) {
    int step = plane == 0 ? 1 : 2;
    int side = (int) Math.ceil(radius / step);
    int right = area.width() / step - 1;
    int bottom = area.height() / step - 1;
    int stride = target.stride(plane);
    int start = (int) target.offset(plane, area.x(), area.y());
    int[] at = new int[4 * side * side];
    byte[] outside = new byte[at.length];
    int count = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        byte below = outside(x * step, y * step, step, radius);
        for (int corner = 0; corner < 4 && below != 0; corner++) {
          int column = corner % 2 == 0 ? x : right - x;
          int row = corner < 2 ? y : bottom - y;
          at[count] = start + row * stride + column;
          outside[count++] = below;
        }
      }
    }
    return new Plane(target.bytes(plane), Arrays.copyOf(at, count), Arrays.copyOf(outside, count));
  }

  /** How much of {@code step} by {@code step} pixels is outside of the arc: 255 for all of them. */
  private static byte outside(int x, int y, int step, double radius) {
    double nearest = Math.hypot(radius - x - step, radius - y - step);
    if (nearest >= radius) {
      return (byte) OPAQUE;
    }
    if (Math.hypot(radius - x, radius - y) <= radius) {
      return 0;
    }
    int grid = 8 * step;
    int out = 0;
    for (int i = 0; i < grid * grid; i++) {
      int column = i % grid;
      int row = i / grid;
      double dx = radius - x - (column + 0.5) / 8;
      double dy = radius - y - (row + 0.5) / 8;
      out += dx > 0 && dy > 0 && dx * dx + dy * dy > radius * radius ? 1 : 0;
    }
    return (byte) Math.round((double) OPAQUE * out / (grid * grid));
  }

  /** Keeps what is below the corners now. */
  public void keep() {
    canvas.check(area);
    full = true;
    for (Plane plane : planes) {
      for (int i = 0; i < plane.at.length; i++) {
        plane.kept[i] = plane.bytes.get(ValueLayout.JAVA_BYTE, plane.at[i]);
      }
    }
  }

  /** Puts back what was kept last; nothing where nothing was. */
  public void putBack() {
    canvas.check(area);
    for (Plane plane : planes) {
      for (int i = 0; full && i < plane.at.length; i++) {
        plane.bytes.set(ValueLayout.JAVA_BYTE, plane.at[i], plane.kept[i]);
      }
    }
  }

  /** Lets what was kept be seen outside of the arcs again. */
  public void round() {
    canvas.check(area);
    for (Plane plane : planes) {
      for (int i = 0; i < plane.at.length; i++) {
        int above = plane.bytes.get(ValueLayout.JAVA_BYTE, plane.at[i]) & 0xff;
        int below = plane.outside[i] & 0xff;
        int sum = above * (OPAQUE - below) + (plane.kept[i] & 0xff) * below;
        // (v + 128) × 257 >> 16 is v / 255 rounded, exact for v up to 65,025.
        plane.bytes.set(ValueLayout.JAVA_BYTE, plane.at[i], (byte) (((sum + 128) * 257) >> 16));
      }
    }
  }
}
