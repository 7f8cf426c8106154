package io.linkmic.standalone.live;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clips of hosts who are told apart by colour and pitch; something moves in their left corner. */
final class MixFilm {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private MixFilm() {}

  /**
   * An IDR every second, by x264 and libopus.
   *
   * @param pitch of the tone, Hz
   */
  static Path make(Path folder, String colour, int pitch, int frameRate, int seconds)
      throws Exception {
    Path file = folder.resolve(colour + "-" + frameRate + ".mkv");
    return film(file, picture(colour, "640x360", frameRate), pitch, frameRate, seconds);
  }

  /** All of whose picture moves. */
  static Path moving(Path folder, int pitch, int frameRate, int seconds) throws Exception {
    String picture = "testsrc2=s=640x360:r=" + frameRate;
    return film(folder.resolve("moving.mkv"), picture, pitch, frameRate, seconds);
  }

  private static Path film(Path file, String picture, int pitch, int frameRate, int seconds)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("-y", "-v", "error"));
    words.addAll(List.of("-f", "lavfi", "-i", picture));
    words.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=" + pitch + ":r=48000"));
    words.addAll(List.of("-t", Integer.toString(seconds)));
    words.addAll(x264(frameRate));
    words.addAll(List.of("-c:a", "libopus", "-ac", "2", "-b:a", "64k", file.toString()));
    run(words);
    return file;
  }

  /**
   * A camera that is turned or an encoder that adapts: another size every second, without sound.
   */
  static Path ofManySizes(Path folder, String colour, List<String> sizes) throws Exception {
    Path raw = folder.resolve(colour + "-sizes.h264");
    try (OutputStream all = Files.newOutputStream(raw)) {
      for (String size : sizes) {
        Path one = folder.resolve(colour + "-" + size + ".h264");
        List<String> words = new ArrayList<>(List.of("-y", "-v", "error"));
        words.addAll(List.of("-f", "lavfi", "-i", picture(colour, size, 30), "-t", "1"));
        words.addAll(x264(30));
        words.addAll(List.of("-f", "h264", one.toString()));
        run(words);
        Files.copy(one, all);
      }
    }
    Path file = folder.resolve(colour + "-sizes.mkv");
    run(
        List.of(
            "-y",
            "-v",
            "error",
            "-framerate",
            "30",
            "-i",
            raw.toString(),
            "-c",
            "copy",
            file.toString()));
    return file;
  }

  private static String picture(String colour, String size, int frameRate) {
    return "color=c=%s:s=%s:r=%d[a];testsrc2=s=64x36:r=%d[b];[a][b]overlay"
        .formatted(colour, size, frameRate, frameRate);
  }

  private static List<String> x264(int frameRate) {
    return List.of(
        ("-c:v libx264 -preset ultrafast -profile:v baseline -pix_fmt yuv420p -bf 0 -g "
                + frameRate
                + " -x264-params scenecut=0:annexb=1")
            .split(" "));
  }

  private static void run(List<String> words) throws Exception {
    var done = FfmpegProgram.FFMPEG.run(LIMIT, words.toArray(String[]::new));
    if (done.exitCode() != 0) {
      throw new AssertionError(done.stderr());
    }
  }
}
