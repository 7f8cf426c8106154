package io.linkmic.node.program;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.NalType;
import io.linkmic.rtc.codec.NalUnits;
import io.linkmic.rtc.codec.OpusFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Real pictures by x264 and real sound by libopus, one second of each, to be fed by hand. */
public final class TestClip {
  public static final int FRAME_RATE = 30;
  public static final int OPUS_SAMPLES = 960;

  private final List<Bytes> pictures;
  private final List<Bytes> sounds;

  private TestClip(List<Bytes> pictures, List<Bytes> sounds) {
    this.pictures = pictures;
    this.sounds = sounds;
  }

  /** One GOP of a second, and 440 Hz. */
  public static TestClip make(int width, int height) throws InterruptedException {
    return make(width, height, 440);
  }

  /**
   * One GOP of a second.
   *
   * @param pitch of its tone, Hz
   */
  public static TestClip make(int width, int height, int pitch) throws InterruptedException {
    var done =
        FfmpegProgram.FFMPEG.run(
            Duration.ofSeconds(30),
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=" + width + "x" + height + ":r=30",
            "-frames:v",
            "30",
            "-pix_fmt",
            "yuv420p",
            "-c:v",
            "libx264",
            "-profile:v",
            "baseline",
            "-tune",
            "zerolatency",
            "-threads",
            "1",
            "-g",
            "30",
            "-f",
            "h264",
            "pipe:1");
    if (done.exitCode() != 0) {
      throw new IllegalStateException(done.stderr());
    }
    return new TestClip(units(Bytes.wrap(done.stdoutBytes())), tone(pitch));
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

  private static List<Bytes> tone(int pitch) {
    List<Bytes> frames = new ArrayList<>();
    try (OpusEncoder encoder = new OpusEncoder(OpusEncoderSettings.stereo128k())) {
      float[] pcm = new float[OPUS_SAMPLES * 2];
      byte[] out = new byte[OpusEncoder.MAX_PACKET_BYTES];
      for (int f = 0; f < 50; f++) {
        for (int i = 0; i < OPUS_SAMPLES; i++) {
          double turns = (double) pitch * (f * OPUS_SAMPLES + i) / 48_000;
          float s = (float) Math.sin(2 * Math.PI * turns) * 0.3f;
          pcm[2 * i] = s;
          pcm[2 * i + 1] = s;
        }
        int n = encoder.encode(pcm, 0, OPUS_SAMPLES, out, 0);
        frames.add(Bytes.wrap(out, 0, n).copy());
      }
    }
    return frames;
  }

  /** Picture {@code n} of an endless stream, with its RTP timestamp; every 30th is an IDR. */
  public AccessUnit picture(int n) {
    Bytes unit = pictures.get(n % pictures.size());
    return new AccessUnit(unit, n % pictures.size() == 0, n * 3000L & 0xFFFFFFFFL, 0);
  }

  /** Opus frame {@code n} of an endless stream. */
  public OpusFrame sound(int n) {
    Bytes payload = sounds.get(n % sounds.size());
    return new OpusFrame(payload, n * (long) OPUS_SAMPLES & 0xFFFFFFFFL, OPUS_SAMPLES, 0, -1);
  }
}
