package io.linkmic.node.mix;

import io.linkmic.media.picture.Canvas;
import org.jspecify.annotations.Nullable;

/**
 * From one arrangement to the next: the last picture of the old one stands still and gives way
 * evenly to the new one, which runs. Regions that move and grow would need a scaler of another size
 * for each region and frame and jump from even pixel to even pixel; both arrangements running would
 * cost both. The mean of two 720p canvases takes 0.2 to 0.4 ms, which a frame with its encoding has
 * ten times of. Holds memory only while it lasts. The mix's thread only.
 */
final class Fade implements AutoCloseable {
  private static final int WHOLE = 256;

  private final Canvas canvas;
  private @Nullable Canvas from;
  private @Nullable Canvas between;
  private long start;
  private long duration;

  /**
   * @param canvas the new picture
   */
  Fade(Canvas canvas) {
    this.canvas = canvas;
  }

  /**
   * Keeps what is shown, before the canvas is drawn anew.
   *
   * @param at of the picture that is shown, µs
   * @param micros until all of the new one is seen
   */
  void begin(long at, long micros) {
    Canvas old = from == null ? new Canvas(canvas.width(), canvas.height()) : from;
    from = old;
    Canvas shown = shown();
    old.mean(shown, shown, 0);
    start = at;
    duration = micros;
  }

  /** The canvas has been brought to a time, µs. */
  void advance(long at) {
    Canvas old = from;
    if (old == null) {
      return;
    }
    long weight = (at - start) * WHOLE / duration;
    if (weight >= WHOLE) {
      close();
      return;
    }
    Canvas made = between == null ? new Canvas(canvas.width(), canvas.height()) : between;
    between = made;
    made.mean(old, canvas, (int) Math.max(0, weight));
  }

  /** What is to be seen: borrowed until the next call. */
  Canvas shown() {
    return between == null ? canvas : between;
  }

  @Override
  public void close() {
    if (from != null) {
      from.close();
      from = null;
    }
    if (between != null) {
      between.close();
      between = null;
    }
  }
}
