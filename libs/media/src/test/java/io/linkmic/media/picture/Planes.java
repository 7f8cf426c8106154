package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Samples of a 4:2:0 picture without padding: all of Y, then Cb, then Cr. */
public final class Planes {

  private final int width;
  private final int height;
  private final byte[] samples;

  private Planes(int width, int height, byte[] samples) {
    this.width = width;
    this.height = height;
    this.samples = samples;
  }

  /** Not copied. */
  public byte[] samples() {
    return samples;
  }

  public static Planes of(Picture picture) {
    return of(picture.frame(), picture.width(), picture.height());
  }

  public static Planes of(Canvas canvas) {
    return of(canvas.frame(), canvas.width(), canvas.height());
  }

  private static Planes of(AVFrame frame, int width, int height) {
    int chromaWidth = (width + 1) / 2;
    int chromaHeight = (height + 1) / 2;
    byte[] samples = new byte[width * height + 2 * chromaWidth * chromaHeight];
    int at = 0;
    for (int plane = 0; plane < 3; plane++) {
      int w = plane == 0 ? width : chromaWidth;
      int h = plane == 0 ? height : chromaHeight;
      BytePointer data = frame.data(plane);
      for (int y = 0; y < h; y++) {
        data.position((long) y * frame.linesize(plane)).get(samples, at, w);
        at += w;
      }
    }
    return new Planes(width, height, samples);
  }

  /** What the FFmpeg program makes of an input, all its pictures one after the other. */
  static byte[] raw(String arguments) throws InterruptedException {
    var made =
        FfmpegProgram.FFMPEG.run(
            Duration.ofMinutes(2),
            ("-v error " + arguments + " -pix_fmt yuv420p -f rawvideo pipe:1").split(" "));
    assertThat(made.exitCode()).as(made.stderr()).isZero();
    return made.stdoutBytes();
  }

  public int luma(int x, int y) {
    return samples[y * width + x] & 0xff;
  }

  public int cb(int x, int y) {
    return samples[width * height + y / 2 * ((width + 1) / 2) + x / 2] & 0xff;
  }

  public int cr(int x, int y) {
    int chroma = ((width + 1) / 2) * ((height + 1) / 2);
    return samples[width * height + chroma + y / 2 * ((width + 1) / 2) + x / 2] & 0xff;
  }

  /** Over all samples of the three planes; identical pictures have 99. */
  public static double psnr(byte[] a, byte[] b) {
    assertThat(a).hasSameSizeAs(b);
    double error = 0;
    for (int i = 0; i < a.length; i++) {
      double d = (a[i] & 0xff) - (b[i] & 0xff);
      error += d * d;
    }
    return error == 0 ? 99 : 10 * Math.log10(255 * 255 / (error / a.length));
  }

  /** After a collection, because buffers and arrays of the heap count too. */
  public static long residentKilobytes() {
    System.gc();
    try {
      String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.UTF_8);
      return status
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
