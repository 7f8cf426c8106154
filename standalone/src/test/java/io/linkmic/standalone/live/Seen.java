package io.linkmic.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.Bytes;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a viewer got of a program, and what must hold of it whatever the hosts do. */
record Seen(List<FlvWatcher.Tag> tags) {

  static long headers(List<FlvWatcher.Tag> tags) {
    return tags.stream().filter(tag -> tag.video() && tag.header()).count();
  }

  static long pictures(List<FlvWatcher.Tag> tags) {
    return tags.stream().filter(FlvWatcher.Tag::picture).count();
  }

  List<Long> pictureTimes() {
    return tags.stream().filter(FlvWatcher.Tag::picture).map(FlvWatcher.Tag::timestamp).toList();
  }

  /** Strictly growing, and sound on the grid of 1024 samples from the first to the last. */
  void assertUnbroken() {
    List<Long> pictures = pictureTimes();
    for (int i = 1; i < pictures.size(); i++) {
      assertThat(pictures.get(i)).as("DTS of picture " + i).isGreaterThan(pictures.get(i - 1));
    }
    List<Long> sounds =
        tags.stream().filter(FlvWatcher.Tag::sound).map(FlvWatcher.Tag::timestamp).toList();
    assertThat(sounds).isNotEmpty();
    long first = Math.round(sounds.getFirst() * 48 / 1024.0);
    for (int i = 0; i < sounds.size(); i++) {
      assertThat(sounds.get(i))
          .as("DTS of AAC frame " + i)
          .isEqualTo(((first + i) * 1024 * 1000 + 24_000) / 48_000);
    }
  }

  /** From the last picture before each sequence header to the first one behind it, ms. */
  List<Long> gapsAtCuts() {
    List<Long> gaps = new ArrayList<>();
    long before = -1;
    boolean cut = false;
    for (FlvWatcher.Tag tag : tags) {
      if (tag.video() && tag.header()) {
        cut = before >= 0;
      } else if (tag.picture()) {
        if (cut) {
          assertThat(tag.keyFrame()).as("first picture of another stream").isTrue();
          gaps.add(tag.timestamp() - before);
          cut = false;
        }
        before = tag.timestamp();
      }
    }
    return gaps;
  }

  /** Between pictures of a stretch of the program, ms. */
  long largestGap(long from, long until) {
    List<Long> times = pictureTimes().stream().filter(t -> t >= from && t <= until).toList();
    long largest = 0;
    for (int i = 1; i < times.size(); i++) {
      largest = Math.max(largest, times.get(i) - times.get(i - 1));
    }
    return largest;
  }

  long lastPictureAt() {
    return pictureTimes().getLast();
  }

  /** How many pictures a second a stretch of the program has. */
  double frameRate(long from, long until) {
    return pictureTimes().stream().filter(t -> t >= from && t < until).count()
        * 1000.0
        / (until - from);
  }

  /** The newest picture as FFmpeg decodes it. */
  DecodedPicture newest(Path folder) throws Exception {
    return DecodedPicture.last(coded(folder, Long.MAX_VALUE));
  }

  /**
   * The share of pictures whose right half is another one than before, of all from a time on.
   *
   * @param from ms; what is looked at begins with the last key frame before that
   */
  double movingOnTheRight(Path folder, long from) throws Exception {
    int side = 32;
    byte[] pixels =
        FfmpegProgram.FFMPEG
            .run(
                Duration.ofSeconds(30),
                "-v",
                "error",
                "-i",
                coded(folder, from).toString(),
                "-vf",
                "crop=iw/2:ih:iw/2:0,scale=%d:%d:flags=area,format=gray".formatted(side, side),
                "-f",
                "rawvideo",
                "pipe:1")
            .stdoutBytes();
    int picture = side * side;
    int moved = 0;
    for (int at = picture; at < pixels.length; at += picture) {
      int most = 0;
      for (int i = 0; i < picture; i++) {
        most = Math.max(most, Math.abs((pixels[at + i] & 255) - (pixels[at + i - picture] & 255)));
      }
      // What an encoder mends of a picture that stands still is less.
      moved += most > 12 ? 1 : 0;
    }
    return (double) moved / (pixels.length / picture - 1);
  }

  /** From the last key frame until a time to the end, as a file of NAL units. */
  private Path coded(Path folder, long until) throws Exception {
    int begin = -1;
    FlvWatcher.Tag header = null;
    FlvWatcher.Tag newestHeader = null;
    for (int i = 0; i < tags.size(); i++) {
      FlvWatcher.Tag tag = tags.get(i);
      if (tag.video() && tag.header()) {
        newestHeader = tag;
      } else if (tag.keyFrame() && tag.timestamp() <= until) {
        begin = i;
        header = newestHeader;
      }
    }
    if (header == null) {
      throw new AssertionError("no key frame behind a sequence header");
    }
    Path coded = Files.createTempFile(folder, "seen", ".h264");
    try (OutputStream out = Files.newOutputStream(coded)) {
      for (Bytes set : parameterSets(header)) {
        write(out, set);
      }
      for (FlvWatcher.Tag tag : tags.subList(begin, tags.size())) {
        if (tag.picture()) {
          for (Bytes nal : tag.nalUnits()) {
            write(out, nal);
          }
        }
      }
    }
    return coded;
  }

  private static void write(OutputStream out, Bytes nal) throws Exception {
    out.write(new byte[] {0, 0, 0, 1});
    out.write(nal.toArray());
  }

  /** Of an AVCDecoderConfigurationRecord with one of each (ISO/IEC 14496-15 §5.3.3.1). */
  private static List<Bytes> parameterSets(FlvWatcher.Tag header) {
    Bytes record = header.data().sliceFrom(5);
    int spsLength = record.u8(6) << 8 | record.u8(7);
    Bytes sps = record.sliceFrom(8).slice(0, spsLength);
    Bytes rest = record.sliceFrom(8 + spsLength);
    return List.of(sps, rest.sliceFrom(3).slice(0, rest.u8(1) << 8 | rest.u8(2)));
  }
}
