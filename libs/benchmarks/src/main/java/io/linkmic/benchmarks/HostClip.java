package io.linkmic.benchmarks;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a host of a mix sends, once as a file for the FFmpeg program and once as access units and
 * Opus packets for our peers: the same bytes.
 *
 * @param file Matroska
 */
record HostClip(Path file, BenchMedia media) {
  private static final String SECONDS = "10";

  /** Different pictures, all of them in motion and with a camera's noise. */
  private static final List<String> PICTURES =
      List.of(
          "testsrc2=s=1280x720:r=30,rotate=a=t/5:c=gray,noise=alls=6:allf=t",
          "testsrc2=s=1280x720:r=30,hue=h=120,scroll=h=0.004,noise=alls=6:allf=t",
          "gradients=s=1280x720:r=30:n=6:speed=0.02,noise=alls=8:allf=t",
          "smptehdbars=s=1280x720:r=30,rotate=a=sin(t)/3:c=black,noise=alls=6:allf=t");

  /** Chords with beats and noise. */
  private static final String SOUND =
      "aevalsrc=exprs='%1$s+0.2*exp(-8*mod(2*t\\,1))*(random(0)-0.5)|0.8*(%1$s)+0.04*(random(1)-0.5)'"
              .formatted(chord())
          + ":s=48000";

  private static String chord() {
    return "0.08*(sin(2*PI*220*t)+sin(2*PI*277.18*t)+sin(2*PI*329.63*t)+sin(2*PI*440*t)"
        + "+sin(2*PI*1318.5*t))";
  }

  /**
   * Makes one of each.
   *
   * @param kbps of the video
   */
  static List<HostClip> make(Path folder, int kbps) throws IOException, InterruptedException {
    List<HostClip> clips = new ArrayList<>();
    for (String picture : PICTURES) {
      Path file = folder.resolve("host-" + clips.size() + ".mkv");
      encode(picture, kbps, file);
      clips.add(new HostClip(file, BenchMedia.of(pictures(file), sounds(file))));
    }
    return clips;
  }

  private static void encode(String picture, int kbps, Path file)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("-v", "error", "-y", "-f", "lavfi", "-i", picture));
    line.addAll(List.of("-f", "lavfi", "-i", SOUND, "-t", SECONDS, "-pix_fmt", "yuv420p"));
    line.addAll(words("-c:v libx264 -preset veryfast -tune zerolatency -profile:v baseline"));
    line.addAll(words("-g 60 -sc_threshold 0 -x264-params sliced-threads=0:threads=2"));
    line.addAll(
        words("-b:v %1$dk -maxrate %1$dk -bufsize %2$dk".formatted(kbps, Math.max(1, kbps / 2))));
    line.addAll(words("-c:a libopus -b:a 128k -frame_duration 20 -application audio"));
    line.add(file.toString());
    run(FfmpegProgram.FFMPEG, line);
  }

  private static Bytes pictures(Path file) throws IOException, InterruptedException {
    return Bytes.wrap(
        run(FfmpegProgram.FFMPEG, words("-v error -i " + file + " -map 0:v -c copy -f h264 -"))
            .stdoutBytes());
  }

  /** The packets one after the other, cut by their sizes. */
  private static List<Bytes> sounds(Path file) throws IOException, InterruptedException {
    byte[] all =
        run(FfmpegProgram.FFMPEG, words("-v error -i " + file + " -map 0:a -c copy -f data -"))
            .stdoutBytes();
    String sizes =
        run(
                FfmpegProgram.FFPROBE,
                words("-v error -select_streams a:0 -show_entries packet=size -of csv=p=0 " + file))
            .stdout();
    List<Bytes> packets = new ArrayList<>();
    int at = 0;
    for (String word : words(sizes.strip())) {
      int size = Integer.parseInt(word.replaceAll("\\D", ""));
      packets.add(Bytes.wrap(all, at, size));
      at += size;
    }
    return packets;
  }

  private static List<String> words(String line) {
    return Arrays.asList(line.split("\\s+"));
  }

  private static FfmpegProgram.Finished run(FfmpegProgram program, List<String> line)
      throws IOException, InterruptedException {
    var done = program.run(Duration.ofMinutes(3), line.toArray(String[]::new));
    if (done.exitCode() != 0) {
      throw new IOException(done.stderr());
    }
    return done;
  }
}
