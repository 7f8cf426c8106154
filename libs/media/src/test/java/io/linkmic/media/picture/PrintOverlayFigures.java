package io.linkmic.media.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Prints what making overlays costs, once a layout, and laying them, once a frame. Not part of the
 * normal run (its name says so to Surefire).
 */
class PrintOverlayFigures {

  @Test
  void print() {
    BufferedImage image = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_ARGB_PRE);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt() | 0xff00_0000;
    }
    Still still = new Still(image);
    Rectangle all = new Rectangle(0, 0, 1280, 720);
    try (Canvas canvas = new Canvas(1280, 720);
        Canvas other = new Canvas(1280, 720);
        Canvas mean = new Canvas(1280, 720)) {
      measure("make background 1080p to 720p", () -> still.cover(1280, 720, 0));
      measure("make watermark 154x86", () -> still.mark(154, 86, 0.8));
      measure("make border 1280x720", () -> Overlay.border(1280, 720, 6, 24, 0xff0000));
      measure("make corners 1280x720, 24", () -> canvas.corners(all, 24));
      Overlay background = still.cover(1280, 720, 0);
      measure("lay background", () -> canvas.overlay(background, 0, 0));
      Overlay mark = still.mark(154, 86, 0.8);
      measure("lay watermark", () -> canvas.overlay(mark, 0, 0));
      Overlay border = Overlay.border(640, 360, 6, 24, 0xff0000);
      measure("lay border 640x360", () -> canvas.overlay(border, 0, 0));
      Corners corners = canvas.corners(new Rectangle(0, 0, 640, 360), 24);
      measure(
          "round four corners of 24",
          () -> {
            corners.putBack();
            corners.keep();
            corners.round();
          });
      measure("mean of two canvases", () -> mean.mean(canvas, other, 100));
    }
  }

  private static void measure(String what, Runnable work) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 30; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        work.run();
      }
      best = Math.min(best, (System.nanoTime() - start) / 5);
    }
    System.out.printf("%s: %.1f µs%n", what, best / 1000.0);
  }
}
