package io.linkmic.node.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.rtc.bytes.ByteWriter;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.FrozenPicture;
import io.linkmic.rtc.codec.NalUnits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FFmpeg's decoder is the judge: what follows a frozen stream must decode to its last picture. */
class FrozenPictureTest {
  private static final int WIDTH = 336; // not a multiple of 16 in height: cropping is exercised
  private static final int HEIGHT = 200;
  private static final int PICTURES = 7;
  private static final int FROZEN = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-profile:v baseline -x264-params keyint=100",
        "-profile:v main -x264-params keyint=100:weightp=2:ref=3:bframes=0",
        "-profile:v high -x264-params keyint=100:cabac=1:ref=4:bframes=0:slices=3",
        "-profile:v high -x264-params keyint=100:cabac=0:bframes=0",
        "-profile:v baseline -x264-params keyint=1",
      })
  void frozen_pictures_decode_to_the_last_picture(String options) throws Exception {
    List<Bytes> nals = encode(options);
    Bytes sps = nals.stream().filter(n -> (n.u8(0) & 31) == 7).findFirst().orElseThrow();
    List<Bytes> pps = nals.stream().filter(n -> (n.u8(0) & 31) == 8).toList();
    FrozenPicture frozen =
        FrozenPicture.after(sps, pps, lengthPrefixed(nals.getLast())).orElseThrow();
    ByteWriter stream = new ByteWriter(100_000);
    nals.forEach(nal -> stream.u32(1).bytes(nal));
    for (int i = 0; i < FROZEN; i++) {
      Bytes next = frozen.next();
      stream.u32(1).bytes(next.sliceFrom(4));
    }
    byte[] pixels = decode(stream.toBytes());
    int size = WIDTH * HEIGHT * 3 / 2;
    assertThat(pixels.length / size).isEqualTo(PICTURES + FROZEN);
    byte[] last = Arrays.copyOfRange(pixels, (PICTURES - 1) * size, PICTURES * size);
    for (int i = PICTURES; i < PICTURES + FROZEN; i++) {
      assertThat(Arrays.copyOfRange(pixels, i * size, (i + 1) * size)).isEqualTo(last);
    }
  }

  @Test
  void damaged_parameter_sets_give_nothing_instead_of_an_exception() {
    Bytes slice = lengthPrefixed(Bytes.ofHex("41 9a 00 00"));
    assertThat(FrozenPicture.after(Bytes.ofHex("67"), List.of(Bytes.ofHex("68")), slice)).isEmpty();
    assertThat(FrozenPicture.after(Bytes.ofHex("67 ff ff ff ff ff ff"), List.of(), slice))
        .isEmpty();
    assertThat(FrozenPicture.after(Bytes.EMPTY, List.of(Bytes.EMPTY), Bytes.EMPTY)).isEmpty();
  }

  private List<Bytes> encode(String options) throws Exception {
    Path file = folder.resolve("clip.h264");
    List<String> line = new ArrayList<>(List.of("-v", "error", "-y", "-f", "lavfi", "-i"));
    line.add("testsrc2=s=" + WIDTH + "x" + HEIGHT + ":r=30,format=yuv420p");
    line.addAll(List.of("-frames:v", "" + PICTURES, "-c:v", "libx264", "-threads", "1"));
    line.addAll(List.of(options.split(" ")));
    line.addAll(List.of("-f", "h264", file.toString()));
    var done = FfmpegProgram.FFMPEG.run(Duration.ofSeconds(30), line.toArray(String[]::new));
    assertThat(done.exitCode()).as(done.stderr()).isZero();
    return NalUnits.splitAnnexB(Bytes.wrap(Files.readAllBytes(file)));
  }

  private byte[] decode(Bytes annexB) throws Exception {
    Path in = folder.resolve("frozen.h264");
    Path out = folder.resolve("frozen.yuv");
    Files.write(in, annexB.toArray());
    var done =
        FfmpegProgram.FFMPEG.run(
            Duration.ofSeconds(30),
            "-v",
            "warning",
            "-y",
            "-threads",
            "1",
            "-i",
            in.toString(),
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            out.toString());
    assertThat(done.exitCode()).isZero();
    assertThat(done.stderr()).doesNotContain("error").doesNotContain("concealing");
    return Files.readAllBytes(out);
  }

  private static Bytes lengthPrefixed(Bytes nal) {
    return new ByteWriter(nal.length() + 4).u32(nal.length()).bytes(nal).toBytes();
  }
}
