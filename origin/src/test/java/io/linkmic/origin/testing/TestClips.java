package io.linkmic.origin.testing;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Clips made by FFmpeg: moving picture, a tone, a key frame every second. */
public final class TestClips {
  private TestClips() {}

  /** An FLV file of that size and length in {@code folder}. */
  public static Path make(Path folder, String size, int seconds)
      throws IOException, InterruptedException {
    Path file = folder.resolve("clip-" + size + "-" + seconds + ".flv");
    FfmpegProgram.Finished made =
        FfmpegProgram.FFMPEG.run(
            Duration.ofSeconds(60),
            ("-y -loglevel error -f lavfi -i testsrc2=size=" + size + ":rate=30")
                .concat(" -f lavfi -i sine=frequency=440:sample_rate=48000 -t " + seconds)
                .concat(" -c:v h264 -b:v 400k -bf 0 -g 30 -c:a aac -ac 2 ")
                .concat(file.toString())
                .split(" "));
    if (made.exitCode() != 0) {
      throw new IOException("ffmpeg could not make a clip: " + made.stderr());
    }
    return file;
  }
}
