package io.linkmic.standalone.live;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.Bytes;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stretch of a program's sound as FFmpeg hears it. */
record Heard(Path adts) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern MEAN = Pattern.compile("mean_volume: (-?[0-9.]+|-inf) dB");

  /**
   * From a time of the program on.
   *
   * @param from in ms
   */
  static Heard since(Path folder, List<FlvWatcher.Tag> tags, long from) throws Exception {
    Path file = Files.createTempFile(folder, "heard", ".aac");
    int config = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (FlvWatcher.Tag tag : tags) {
        if (!tag.video() && tag.header()) {
          config = tag.data().u8(2) << 8 | tag.data().u8(3);
        } else if (tag.sound() && tag.timestamp() >= from) {
          Bytes frame = tag.data().sliceFrom(2);
          out.write(header(config, frame.length()));
          out.write(frame.toArray());
        }
      }
    }
    return new Heard(file);
  }

  /** ADTS without CRC (ISO/IEC 14496-3 §1.A.2.2) of an AudioSpecificConfig of two bytes. */
  private static byte[] header(int config, int payload) {
    int profile = (config >> 11) - 1;
    int frequency = config >> 7 & 15;
    int channels = config >> 3 & 15;
    int length = payload + 7;
    return new byte[] {
      (byte) 0xff,
      (byte) 0xf1,
      (byte) (profile << 6 | frequency << 2 | channels >> 2),
      (byte) (channels << 6 | length >> 11),
      (byte) (length >> 3),
      (byte) (length << 5 | 0x1f),
      (byte) 0xfc
    };
  }

  /** The mean level of what is at that pitch, in dB of full scale. */
  double decibels(int pitch) throws Exception {
    String band = "bandpass=f=%d:width_type=h:w=60".formatted(pitch);
    var done =
        FfmpegProgram.FFMPEG.run(
            LIMIT,
            "-nostats",
            "-i",
            adts.toString(),
            "-af",
            band + "," + band + ",volumedetect",
            "-f",
            "null",
            "-");
    Matcher mean = MEAN.matcher(done.stderr());
    if (!mean.find()) {
      throw new AssertionError(done.stderr());
    }
    return mean.group(1).equals("-inf")
        ? Double.NEGATIVE_INFINITY
        : Double.parseDouble(mean.group(1));
  }
}
