package io.linkmic.node.mix;

import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Fit;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.Rectangle;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Looks at single pixels of a decoded picture. */
final class Pixels {
  private Pixels() {}

  /** Y, Cb and Cr. */
  static int[] at(Picture picture, int x, int y) {
    try (Canvas canvas = new Canvas(picture.width(), picture.height())) {
      canvas.draw(picture, new Rectangle(0, 0, picture.width(), picture.height()), Fit.STRETCH);
      return at(canvas, x, y);
    }
  }

  /** Y, Cb and Cr. */
  static int[] at(Canvas canvas, int x, int y) {
    AVFrame frame = canvas.frame();
    return new int[] {
      sample(frame, 0, x, y), sample(frame, 1, x / 2, y / 2), sample(frame, 2, x / 2, y / 2)
    };
  }

  private static int sample(AVFrame frame, int plane, int x, int y) {
    return frame.data(plane).get((long) y * frame.linesize(plane) + x) & 0xff;
  }
}
