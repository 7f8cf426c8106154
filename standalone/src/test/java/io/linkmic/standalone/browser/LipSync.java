package io.linkmic.standalone.browser;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds flashes and beeps in a recording, and tells how far they are apart. */
final class LipSync {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PICTURES_PER_SECOND = 200;
  private static final int SAMPLES_PER_SECOND = 8000;
  private static final int WINDOW = SAMPLES_PER_SECOND / PICTURES_PER_SECOND;
  private static final double STEP_MILLIS = 1000.0 / PICTURES_PER_SECOND;
  // Flashes are a second apart.
  private static final double NEAR_MILLIS = 400;

  private LipSync() {}

  /**
   * Beep minus flash in ms for each flash that has a beep near it, sorted; positive where the sound
   * is late.
   *
   * @param left of the flashing area, as a fraction of the picture's width
   * @param beep pitch in Hz
   */
  static List<Double> offsets(Path recording, double left, int beep) throws Exception {
    List<Double> flashes = rises(brightness(recording, left), 128);
    double[] loudness = loudness(recording, beep);
    double loudest = 0;
    for (double each : loudness) {
      loudest = Math.max(loudest, each);
    }
    List<Double> beeps = rises(loudness, loudest / 3);
    List<Double> offsets = new ArrayList<>();
    for (double flash : flashes) {
      beeps.stream()
          .map(at -> at - flash)
          .filter(apart -> Math.abs(apart) < NEAR_MILLIS)
          .min((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
          .ifPresent(offsets::add);
    }
    return offsets.stream().sorted().toList();
  }

  private static double[] brightness(Path recording, double left) throws Exception {
    Bytes grey =
        decode(
            recording,
            "-an",
            "-vf",
            "crop=iw*0.3:ih*0.06:iw*%.3f:ih*0.145,scale=1:1,format=gray,fps=%d:start_time=0"
                .formatted(left, PICTURES_PER_SECOND),
            "-f",
            "rawvideo");
    double[] values = new double[grey.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = grey.u8(i);
    }
    return values;
  }

  private static double[] loudness(Path recording, int beep) throws Exception {
    Bytes pcm =
        decode(
            recording,
            "-vn",
            "-af",
            "aresample=async=1:first_pts=0,bandpass=f=%d:width_type=h:w=200".formatted(beep),
            "-ac",
            "1",
            "-ar",
            Integer.toString(SAMPLES_PER_SECOND),
            "-f",
            "s16le");
    double[] values = new double[pcm.length() / 2 / WINDOW];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < WINDOW; j++) {
        int at = (i * WINDOW + j) * 2;
        int sample = (short) (pcm.u8(at) | pcm.u8(at + 1) << 8);
        values[i] = Math.max(values[i], Math.abs(sample));
      }
    }
    return values;
  }

  private static Bytes decode(Path recording, String... how) throws Exception {
    List<String> words = new ArrayList<>(List.of("-v", "error", "-i", recording.toString()));
    words.addAll(List.of(how));
    words.add("pipe:1");
    var done = FfmpegProgram.FFMPEG.run(LIMIT, words.toArray(String[]::new));
    if (done.exitCode() != 0) {
      throw new AssertionError(done.stderr());
    }
    return Bytes.wrap(done.stdoutBytes());
  }

  /** When it went above the threshold after having been below for a while, in ms. */
  private static List<Double> rises(double[] values, double threshold) {
    List<Double> rises = new ArrayList<>();
    int below = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < threshold) {
        below++;
      } else {
        if (below > PICTURES_PER_SECOND / 4) {
          rises.add(i * STEP_MILLIS);
        }
        below = 0;
      }
    }
    return rises;
  }
}
