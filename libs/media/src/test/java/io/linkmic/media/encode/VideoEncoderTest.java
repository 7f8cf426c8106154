package io.linkmic.media.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.media.avc.NalUnits;
import io.linkmic.media.encode.EncoderTuning.Profile;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Planes;
import io.linkmic.media.picture.Rectangle;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoEncoderTest {

  private static final EncoderSettings SETTINGS =
      new EncoderSettings(320, 180, 30, 1, 1_000_000, 15);

  @TempDir Path folder;

  private record Unit(boolean idr, long pts, List<Integer> types) {}

  private final List<Unit> units = new ArrayList<>();
  private final ByteArrayOutputStream annexB = new ByteArrayOutputStream();
  private long bytes;

  private void collect(byte[] nalUnits, boolean idr, long pts) {
    List<Integer> types = new ArrayList<>();
    boolean whole =
        NalUnits.walk(
            nalUnits,
            0,
            nalUnits.length,
            (type, offset, length) -> {
              types.add(type);
              annexB.writeBytes(new byte[] {0, 0, 0, 1});
              annexB.write(nalUnits, offset, length);
            });
    assertThat(whole).isTrue();
    bytes += nalUnits.length;
    units.add(new Unit(idr, pts, types));
  }

  /** Brightness tells the number of the picture. */
  private static int grey(int number) {
    int value = 20 + number % 24 * 9;
    return value << 16 | value << 8 | value;
  }

  private byte[] decodedByFfmpeg() throws Exception {
    Path file = folder.resolve("a.h264");
    Files.write(file, annexB.toByteArray());
    var made =
        FfmpegProgram.FFMPEG.run(
            Duration.ofMinutes(1),
            ("-v error -xerror -i " + file + " -f rawvideo -pix_fmt yuv420p pipe:1").split(" "));
    assertThat(made.exitCode()).as(made.stderr()).isZero();
    assertThat(made.stderr()).isEmpty();
    return made.stdoutBytes();
  }

  @Test
  void ffmpeg_decodes_all_pictures_in_order() throws Exception {
    try (Canvas canvas = new Canvas(320, 180);
        VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS)) {
      for (int i = 0; i < 50; i++) {
        canvas.fill(grey(i));
        encoder.encode(canvas, i * 2L, false, this::collect);
        assertThat(units).hasSize(i + 1);
        assertThat(units.getLast().pts()).isEqualTo(i * 2L);
      }
    }
    byte[] decoded = decodedByFfmpeg();
    int size = 320 * 180 * 3 / 2;
    assertThat(decoded).hasSize(50 * size);
    for (int i = 0; i < 50; i++) {
      double expected = 16 + (grey(i) & 0xff) * 219 / 255.0;
      assertThat((decoded[i * size + 320 * 90 + 160] & 0xff) - expected).isBetween(-3.0, 3.0);
    }
  }

  @Test
  void idr_pictures_stand_where_the_gop_and_the_caller_want_them() throws Exception {
    try (Canvas canvas = new Canvas(320, 180);
        VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS)) {
      for (int i = 0; i < 50; i++) {
        // A cut in every picture: scene changes make no IDR.
        canvas.fill(i % 2 == 0 ? 0 : 0xffffff);
        encoder.encode(canvas, i, i == 20, this::collect);
      }
    }
    List<Long> idr = units.stream().filter(Unit::idr).map(Unit::pts).toList();
    assertThat(idr).containsExactly(0L, 15L, 20L, 35L);
    for (Unit unit : units) {
      List<Integer> expected = unit.idr() ? List.of(7, 8, 5) : List.of(1);
      assertThat(unit.types()).isEqualTo(expected);
    }
    assertThat(decodedByFfmpeg()).hasSize(50 * 320 * 180 * 3 / 2);
  }

  @Test
  void a_new_bitrate_is_kept_from_then_on() {
    for (EncoderName name : new EncoderName[] {EncoderName.X264, EncoderName.OPENH264}) {
      try (Canvas canvas = new Canvas(320, 180);
          VideoEncoder encoder = VideoEncoder.open(name, SETTINGS)) {
        Random random = new Random(7);
        long fast = noise(canvas, encoder, random, 0);
        encoder.bitrate(300_000);
        noise(canvas, encoder, random, 90);
        long slow = noise(canvas, encoder, random, 180);
        encoder.bitrate(1_000_000);
        noise(canvas, encoder, random, 270);
        long fastAgain = noise(canvas, encoder, random, 360);
        assertThat(slow).as(name.name()).isBetween(20_000 * 3L, 60_000 * 3L);
        assertThat(fast).as(name.name()).isGreaterThan(slow * 2);
        assertThat(fastAgain).as(name.name()).isGreaterThan(slow * 2);
      }
    }
  }

  /** A mix that draws every second frame lowers its rate by it. */
  @Test
  void pictures_keep_their_bits_when_every_second_one_is_left_out() {
    Random random = new Random(9);
    try (Canvas canvas = new Canvas(320, 180);
        VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS)) {
      noise(canvas, encoder, random, 0, 1);
      long all = noise(canvas, encoder, random, 90, 1);
      noise(canvas, encoder, random, 180, 2);
      long half = noise(canvas, encoder, random, 360, 2);
      System.out.printf("90 pictures of 3 s: %d bytes, of 6 s: %d%n", all, half);
      assertThat(half).isBetween(all * 8 / 10, all * 12 / 10);
    }
  }

  private long noise(Canvas canvas, VideoEncoder encoder, Random random, int first) {
    return noise(canvas, encoder, random, first, 1);
  }

  /** Bytes of 90 pictures that change everywhere. */
  private long noise(Canvas canvas, VideoEncoder encoder, Random random, int first, int step) {
    bytes = 0;
    for (int i = 0; i < 90; i++) {
      for (int tile = 0; tile < 20; tile++) {
        Rectangle area = new Rectangle(random.nextInt(300), random.nextInt(160), 16, 16);
        canvas.fill(area, random.nextInt());
      }
      encoder.encode(canvas, first + i * step, false, this::collect);
    }
    return bytes;
  }

  @Test
  void several_threads_make_slices_of_one_picture() {
    try (Canvas canvas = new Canvas(320, 180);
        VideoEncoder encoder =
            VideoEncoder.open(EncoderName.X264, SETTINGS, new EncoderTuning(Profile.HIGH, 2))) {
      encoder.encode(canvas, 0, false, this::collect);
    }
    assertThat(units.getFirst().types()).containsExactly(7, 8, 5, 5);
  }

  @Test
  void the_profile_is_the_one_that_receivers_decode() {
    for (EncoderName name : new EncoderName[] {EncoderName.X264, EncoderName.OPENH264}) {
      EncoderTuning baseline = new EncoderTuning(Profile.CONSTRAINED_BASELINE, 1);
      try (Canvas canvas = new Canvas(320, 180);
          VideoEncoder encoder = VideoEncoder.open(name, SETTINGS, baseline)) {
        encoder.encode(
            canvas,
            0,
            false,
            (nalUnits, idr, pts) -> {
              // ITU-T H.264 §7.3.2.1.1: profile_idc 66 behind the header, constraint_set1_flag.
              assertThat(nalUnits[5]).as(name.name()).isEqualTo((byte) 66);
              assertThat(nalUnits[6] & 0x40).as(name.name()).isEqualTo(0x40);
            });
      }
    }
    try (Canvas canvas = new Canvas(320, 180);
        VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS)) {
      encoder.encode(
          canvas, 0, false, (nalUnits, idr, pts) -> assertThat(nalUnits[5]).isEqualTo((byte) 100));
    }
  }

  @Test
  void every_encoder_of_this_machine_passes_its_probe_or_says_why_not() {
    EncoderProbe probe = EncoderProbe.run(SETTINGS);
    probe.results().forEach(System.out::println);
    assertThat(probe.results().stream().map(EncoderProbe.Result::name))
        .containsExactly(EncoderName.values());
    assertThat(probe.results()).allMatch(result -> result.works() || !result.why().isBlank());
    var works = probe.results().stream().filter(EncoderProbe.Result::works).toList();
    assertThat(works.stream().map(EncoderProbe.Result::name))
        .contains(EncoderName.X264, EncoderName.OPENH264);
    assertThat(probe.choice()).contains(works.getFirst().name());
  }

  @Test
  void wrong_sizes_and_settings_are_refused() {
    assertThatThrownBy(() -> new EncoderSettings(321, 180, 30, 1, 1_000_000, 60))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EncoderSettings(320, 180, 61, 1, 1_000_000, 60))
        .isInstanceOf(IllegalArgumentException.class);
    try (Canvas canvas = new Canvas(322, 180);
        VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS)) {
      assertThatThrownBy(() -> encoder.encode(canvas, 0, false, this::collect))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> encoder.bitrate(10)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void nothing_works_after_close() {
    VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS);
    encoder.close();
    encoder.close();
    try (Canvas canvas = new Canvas(320, 180)) {
      assertThatThrownBy(() -> encoder.encode(canvas, 0, false, this::collect))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> encoder.bitrate(500_000)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void encoders_and_pictures_leave_nothing_behind() {
    openAndEncode(150);
    long before = Planes.residentKilobytes();
    openAndEncode(300);
    // One leaked encoder of this size has over a megabyte.
    assertThat(Planes.residentKilobytes() - before).isLessThan(30_000);
    try (Canvas canvas = new Canvas(64, 48);
        VideoEncoder encoder =
            VideoEncoder.open(EncoderName.X264, new EncoderSettings(64, 48, 30, 1, 200_000, 60))) {
      encode(canvas, encoder, 2_000, 0);
      long start = Planes.residentKilobytes();
      encode(canvas, encoder, 10_000, 2_000);
      assertThat(Planes.residentKilobytes() - start).isLessThan(20_000);
    }
  }

  private static void openAndEncode(int times) {
    for (int i = 0; i < times; i++) {
      try (Canvas canvas = new Canvas(320, 180);
          VideoEncoder encoder = VideoEncoder.open(EncoderName.X264, SETTINGS)) {
        encode(canvas, encoder, 2, 0);
      }
    }
  }

  private static void encode(Canvas canvas, VideoEncoder encoder, int times, int first) {
    for (int i = 0; i < times; i++) {
      canvas.fill(grey(i));
      encoder.encode(canvas, first + i, false, (nalUnits, idr, pts) -> {});
    }
  }
}
