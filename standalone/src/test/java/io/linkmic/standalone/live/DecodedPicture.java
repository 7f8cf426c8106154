package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A picture decoded by FFmpeg.
 *
 * @param pixels 24 bits each, rows without gaps
 */
record DecodedPicture(int width, int height, Bytes pixels) {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The last one of a file, in the size of its first. */
  static DecodedPicture last(Path coded) throws Exception {
    var probed =
        FfmpegProgram.FFPROBE.run(
            LIMIT,
            "-v",
            "error",
            "-show_entries",
            "stream=width,height",
            "-of",
            "default=nw=1:nk=1",
            coded.toString());
    List<Integer> size = probed.stdout().lines().map(Integer::valueOf).toList();
    int width = size.get(0);
    int height = size.get(1);
    var decoded =
        FfmpegProgram.FFMPEG.run(
            LIMIT,
            "-v",
            "error",
            "-i",
            coded.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "pipe:1");
    assertThat(decoded.stderr()).isEmpty();
    Bytes all = Bytes.wrap(decoded.stdoutBytes());
    int bytes = width * height * 3;
    assertThat(all.length()).isGreaterThanOrEqualTo(bytes);
    return new DecodedPicture(width, height, all.sliceFrom(all.length() - bytes));
  }

  /** The colour at fractions of the picture: a word where it is a clear one, else its digits. */
  String at(double x, double y) {
    int column = (int) (x * (width - 1));
    int row = (int) (y * (height - 1));
    int pixel = row * width + column;
    int red = pixels.u8(pixel * 3);
    int green = pixels.u8(pixel * 3 + 1);
    int blue = pixels.u8(pixel * 3 + 2);
    return switch (third(red) + third(green) + third(blue)) {
      case "+--" -> "red";
      case "--+" -> "blue";
      case "-+-" -> "green";
      case "+++" -> "white";
      case "---" -> "black";
      default -> "#%02x%02x%02x".formatted(red, green, blue);
    };
  }

  /** Whether any pixel between two corners has that colour. */
  boolean has(String colour, double left, double top, double right, double bottom) {
    for (double y = top; y < bottom; y += 1.0 / height) {
      for (double x = left; x < right; x += 1.0 / width) {
        if (at(x, y).equals(colour)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String third(int brightness) {
    return brightness > 190 ? "+" : brightness < 60 ? "-" : "?";
  }
}
