package io.linkmic.media.picture;

import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What libswscale's filters cost and how far they are from its bicubic one, from 1280×720. Not part
 * of the normal run (its name says so to Surefire).
 */
class PrintScalerFigures {

  private static final int[][] SIZES = {
    {640, 360}, {426, 240}, {960, 540}, {320, 180}, {640, 720}, {1280, 720}
  };

  @Test
  void print() throws Exception {
    Map<String, Integer> filters = new LinkedHashMap<>();
    filters.put("bicubic", SWS_BICUBIC);
    filters.put("bilinear", SWS_BILINEAR);
    filters.put("fast", SWS_FAST_BILINEAR);
    filters.put("area", SWS_AREA);
    Clip clip =
        Clip.of(
            "mandelbrot=size=1280x720:rate=25",
            1,
            "-pix_fmt yuv420p -c:v libx264 -preset veryfast -bf 0 -qp 20");
    try (VideoDecoder decoder = new VideoDecoder();
        Picture picture = decoder.decode(clip.unit(0), 0, clip.unit(0).length, 0, 0)) {
      for (int[] size : SIZES) {
        byte[] reference = null;
        for (var filter : filters.entrySet()) {
          for (int degrees : new int[] {0, 90}) {
            byte[] drawn = measure(picture, size, filter, degrees, reference);
            reference = reference == null ? drawn : reference;
          }
        }
      }
    }
  }

  private static byte[] measure(
      Picture picture,
      int[] size,
      Map.Entry<String, Integer> filter,
      int degrees,
      byte @Nullable [] reference) {
    int width = degrees == 0 ? size[0] : size[1];
    int height = degrees == 0 ? size[1] : size[0];
    Rectangle area = new Rectangle(0, 0, width, height);
    Placement placement = Placement.of(1280, 720, degrees, area, Fit.STRETCH);
    try (CanvasPlanes planes = new CanvasPlanes(1280, 1280);
        Scaler scaler =
            new Scaler(new Scaler.Key(placement, degrees, false), planes, filter.getValue())) {
      long best = Long.MAX_VALUE;
      for (int round = 0; round < 20; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
          scaler.draw(picture.frame());
        }
        best = Math.min(best, (System.nanoTime() - start) / 10);
      }
      byte[] drawn = new byte[width * height];
      for (int y = 0; y < height; y++) {
        planes.at(0, 0, y).get(drawn, y * width, width);
      }
      double psnr = reference == null || degrees != 0 ? 99 : Planes.psnr(drawn, reference);
      System.out.printf(
          "%dx%d turned %d %s: %d µs, luma %.1f dB to bicubic%n",
          width, height, degrees, filter.getKey(), best / 1000, psnr);
      return drawn;
    }
  }
}
