package io.linkmic.benchmarks;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.NalType;
import io.linkmic.rtc.codec.NalUnits;
import io.linkmic.rtc.codec.OpusFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ten seconds of pre-encoded 720p30 and Opus 128 kbit/s, to be sent round and round. */
final class BenchMedia {
  static final int FRAME_RATE = 30;
  static final int OPUS_SAMPLES = 960;
  private static final int SECONDS = 10;

  private final List<Bytes> pictures;
  private final List<Bytes> sounds;

  private BenchMedia(List<Bytes> pictures, List<Bytes> sounds) {
    this.pictures = pictures;
    this.sounds = sounds;
  }

  static BenchMedia make(int kbps) throws IOException, InterruptedException {
    Path file = Files.createTempFile("linkmic-bench", ".h264");
    try {
      var done =
          FfmpegProgram.FFMPEG.run(
              Duration.ofMinutes(2),
              "-v",
              "error",
              "-y",
              "-f",
              "lavfi",
              "-i",
              "testsrc2=s=1280x720:r=30,noise=alls=12:allf=t",
              "-frames:v",
              Integer.toString(SECONDS * FRAME_RATE),
              "-pix_fmt",
              "yuv420p",
              "-c:v",
              "libx264",
              "-preset",
              "veryfast",
              "-tune",
              "zerolatency",
              "-profile:v",
              "baseline",
              "-g",
              "60",
              "-sc_threshold",
              "0",
              "-x264-params",
              "sliced-threads=0:threads=2",
              "-b:v",
              kbps + "k",
              "-maxrate",
              kbps + "k",
              "-bufsize",
              kbps / 2 + "k",
              "-f",
              "h264",
              file.toString());
      if (done.exitCode() != 0) {
        throw new IOException(done.stderr());
      }
      return of(Bytes.wrap(Files.readAllBytes(file)), music());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Of what was encoded elsewhere.
   *
   * @param annexB pictures of one slice, an IDR every 60
   * @param sounds Opus packets of 20 ms
   */
  static BenchMedia of(Bytes annexB, List<Bytes> sounds) {
    return new BenchMedia(units(annexB), sounds);
  }

  private static List<Bytes> units(Bytes annexB) {
    List<Bytes> units = new ArrayList<>();
    List<Bytes> current = new ArrayList<>();
    for (Bytes nal : NalUnits.splitAnnexB(annexB)) {
      current.add(nal);
      if (NalType.isSlice(NalType.of(nal.u8(0)))) {
        units.add(NalUnits.join(current));
        current.clear();
      }
    }
    return units;
  }

  /** Chords with noise and beats: costs an encoder and a decoder what music costs. */
  private static List<Bytes> music() {
    List<Bytes> frames = new ArrayList<>();
    Random random = new Random(7);
    try (OpusEncoder encoder = new OpusEncoder(OpusEncoderSettings.stereo128k())) {
      float[] pcm = new float[OPUS_SAMPLES * 2];
      byte[] out = new byte[OpusEncoder.MAX_PACKET_BYTES];
      for (int f = 0; f < SECONDS * 50; f++) {
        for (int i = 0; i < OPUS_SAMPLES; i++) {
          double t = (f * OPUS_SAMPLES + i) / 48_000.0;
          double beat = Math.exp(-8 * (t * 2 % 1));
          double chord = 0;
          for (double hz : new double[] {220, 277.18, 329.63, 440, 1318.5}) {
            chord += Math.sin(2 * Math.PI * hz * t) * 0.08;
          }
          double noise = random.nextGaussian() * (0.01 + 0.1 * beat);
          pcm[2 * i] = (float) (chord + noise);
          pcm[2 * i + 1] = (float) (chord * 0.8 + random.nextGaussian() * 0.02);
        }
        int n = encoder.encode(pcm, 0, OPUS_SAMPLES, out, 0);
        frames.add(Bytes.wrap(out, 0, n).copy());
      }
    }
    return frames;
  }

  AccessUnit picture(long n) {
    int at = (int) (n % pictures.size());
    return new AccessUnit(pictures.get(at), at % 60 == 0, (n * 3000) & 0xFFFFFFFFL, 0);
  }

  OpusFrame sound(long n) {
    Bytes payload = sounds.get((int) (n % sounds.size()));
    return new OpusFrame(payload, (n * OPUS_SAMPLES) & 0xFFFFFFFFL, OPUS_SAMPLES, 0, 30);
  }
}
