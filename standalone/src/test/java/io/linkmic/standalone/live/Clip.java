package io.linkmic.standalone.live;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.NalType;
import io.linkmic.rtc.codec.NalUnits;
import io.linkmic.rtc.codec.OpusFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A clip by x264 and libopus, an IDR every second, no two pictures alike; read by FFmpeg's tools.
 */
public final class Clip {
  public static final int FRAME_RATE = 30;
  private static final int SOUND_SAMPLES = 960;

  private final Path file;
  private final List<Bytes> nalUnits;
  private final List<List<Bytes>> pictures;
  private final List<Bytes> sounds;

  private Clip(Path file, List<Bytes> nalUnits) {
    this.file = file;
    this.nalUnits = nalUnits;
    this.pictures = pictures(nalUnits);
    this.sounds = beep();
  }

  public static Clip make(Path folder, int seconds) throws Exception {
    Path file = folder.resolve("clip.mkv");
    String length = Integer.toString(seconds);
    run(
        "-y -v error -f lavfi -i testsrc2=s=640x360:r=30 -f lavfi -i sine=frequency=440:r=48000"
            + " -t "
            + length
            + " -c:v libx264 -preset ultrafast -profile:v baseline -pix_fmt yuv420p -g 30 -bf 0"
            + " -x264-params scenecut=0:annexb=1 -c:a libopus -ac 2 -b:a 64k",
        file.toString());
    Path raw = folder.resolve("clip.h264");
    run(
        "-y -v error -i " + file + " -map 0:v -c copy -bsf:v h264_mp4toannexb -f h264",
        raw.toString());
    return new Clip(file, NalUnits.splitAnnexB(Bytes.wrap(Files.readAllBytes(raw))));
  }

  private static void run(String words, String target) throws Exception {
    List<String> line = new ArrayList<>(List.of(words.split(" ")));
    line.add(target);
    var done = FfmpegProgram.FFMPEG.run(Duration.ofSeconds(60), line.toArray(String[]::new));
    if (done.exitCode() != 0) {
      throw new AssertionError(done.stderr());
    }
  }

  public Path file() {
    return file;
  }

  /** Every NAL unit that is part of a picture or of its supplement, as sent. */
  public List<Bytes> pictureNalUnits() {
    return nalUnits.stream().filter(Clip::belongsToPicture).toList();
  }

  /** Parameter sets and delimiters may be repeated by a sender; the rest may not change. */
  public static boolean belongsToPicture(Bytes nal) {
    int type = nal.u8(0) & 0x1F;
    return type >= 1 && type <= 6;
  }

  private static List<List<Bytes>> pictures(List<Bytes> nalUnits) {
    List<List<Bytes>> pictures = new ArrayList<>();
    List<Bytes> current = new ArrayList<>();
    for (Bytes nal : nalUnits) {
      current.add(nal);
      if (NalType.isSlice(NalType.of(nal.u8(0)))) {
        pictures.add(List.copyOf(current));
        current.clear();
      }
    }
    return pictures;
  }

  private static List<Bytes> beep() {
    List<Bytes> frames = new ArrayList<>();
    try (OpusEncoder encoder = new OpusEncoder(OpusEncoderSettings.stereo128k())) {
      float[] pcm = new float[SOUND_SAMPLES * 2];
      byte[] out = new byte[OpusEncoder.MAX_PACKET_BYTES];
      for (int i = 0; i < pcm.length; i++) {
        pcm[i] = (float) (0.2 * Math.sin(2 * Math.PI * 250 * i / 48_000.0));
      }
      for (int f = 0; f < 50; f++) {
        int length = encoder.encode(pcm, 0, SOUND_SAMPLES, out, 0);
        frames.add(Bytes.wrap(out, 0, length).copy());
      }
    }
    return frames;
  }

  public int pictureCount() {
    return pictures.size();
  }

  /** Round and round; its time goes on. */
  public AccessUnit picture(int n) {
    int at = n % pictures.size();
    return new AccessUnit(
        NalUnits.join(pictures.get(at)), at % FRAME_RATE == 0, (n * 3000L) & 0xFFFFFFFFL, 0);
  }

  OpusFrame sound(int n) {
    return new OpusFrame(
        sounds.get(n % sounds.size()), (n * 960L) & 0xFFFFFFFFL, SOUND_SAMPLES, 0, 30);
  }

  /** The same that a viewer should have got of picture {@code n}, without parameter sets. */
  public List<Bytes> pictureOnly(int n) {
    return pictures.get(n % pictures.size()).stream().filter(Clip::belongsToPicture).toList();
  }
}
