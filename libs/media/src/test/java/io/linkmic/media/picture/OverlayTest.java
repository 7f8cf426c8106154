package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class OverlayTest {

  private static final int WHITE = 0xffffff;

  /** A file with one colour, alpha in bits 24 to 31. */
  private static byte[] file(String format, int width, int height, int argb) throws IOException {
    boolean alpha = format.equals("png");
    BufferedImage image =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, argb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static Overlay read(byte[] file) {
    OverlayImage image = Overlay.image(file);
    assertThat(image).isInstanceOf(OverlayImage.Read.class);
    return ((OverlayImage.Read) image).overlay();
  }

  @Test
  void opaque_half_and_transparent_pixels_mix_with_what_is_below() throws IOException {
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(WHITE);
      canvas.overlay(read(file("png", 8, 8, 0xffff0000)), 9, 9);
      canvas.overlay(read(file("png", 8, 8, 0x80000000)), 32, 8);
      canvas.overlay(read(file("png", 8, 8, 0x00ff0000)), 32, 32);
      Planes planes = Planes.of(canvas);
      assertThat(planes.luma(8, 8)).isEqualTo(63);
      assertThat(planes.cr(15, 15)).isEqualTo(240);
      assertThat(planes.luma(16, 16)).isEqualTo(235);
      assertThat(planes.luma(7, 8)).isEqualTo(235);
      assertThat(planes.luma(36, 12)).isCloseTo((16 * 128 + 235 * 127) / 255, within(1));
      assertThat(planes.cb(36, 12)).isCloseTo(128, within(1));
      assertThat(planes.luma(36, 36)).isEqualTo(235);
    }
  }

  @Test
  void a_jpeg_of_odd_size_ends_transparent() throws IOException {
    Overlay overlay = read(file("jpeg", 15, 9, 0xff000000));
    assertThat(overlay.width()).isEqualTo(16);
    assertThat(overlay.height()).isEqualTo(10);
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(WHITE);
      canvas.overlay(overlay, 0, 0);
      Planes planes = Planes.of(canvas);
      assertThat(planes.luma(14, 8)).isCloseTo(16, within(2));
      assertThat(planes.luma(15, 8)).isEqualTo(235);
      assertThat(planes.luma(14, 9)).isEqualTo(235);
    }
  }

  @Test
  void round_corners_and_borders_leave_the_middle_alone() {
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(WHITE);
      canvas.overlay(Overlay.corners(64, 64, 16, 0), 0, 0);
      Planes round = Planes.of(canvas);
      assertThat(round.luma(0, 0)).isEqualTo(16);
      assertThat(round.luma(63, 63)).isEqualTo(16);
      assertThat(round.luma(32, 0)).isEqualTo(235);
      assertThat(round.luma(32, 32)).isEqualTo(235);
      canvas.fill(WHITE);
      canvas.overlay(Overlay.border(64, 64, 4, 0, 0xff0000), 0, 0);
      Planes framed = Planes.of(canvas);
      assertThat(framed.luma(32, 3)).isEqualTo(63);
      assertThat(framed.luma(60, 32)).isEqualTo(63);
      assertThat(framed.luma(32, 4)).isEqualTo(235);
    }
  }

  @Test
  void a_text_is_as_high_as_asked_and_never_wider_than_allowed() {
    Overlay brief = Overlay.text("Li", OverlayText.label(24, 200));
    Overlay cut = Overlay.text("much too long ".repeat(20) + "😀", OverlayText.label(24, 200));
    assertThat(brief.height()).isEqualTo(24);
    assertThat(brief.width()).isLessThan(60);
    assertThat(cut.width()).isBetween(150, 200);
    Overlay.text("", OverlayText.label(24, 200));
    Overlay.text("line\nbreak\u0000 你好 سلام 😀", OverlayText.label(24, 200));
    try (Canvas canvas = new Canvas(320, 180)) {
      canvas.fill(0x808080);
      canvas.overlay(cut, 20, 20);
      Planes planes = Planes.of(canvas);
      int[] middle = IntStream.range(20, 20 + cut.width()).map(x -> planes.luma(x, 32)).toArray();
      assertThat(Arrays.stream(middle).max().orElse(0)).isGreaterThan(180);
      assertThat(Arrays.stream(middle).min().orElse(0)).isLessThan(90);
    }
  }

  @Test
  void files_that_are_too_large_damaged_or_something_else_are_refused() throws IOException {
    byte[] good = file("png", 100, 100, 0xff123456);
    byte[] jpeg = file("jpeg", 100, 100, 0xff123456);
    assertThat(Overlay.image(new byte[OverlayImage.MAX_BYTES + 1]))
        .isEqualTo(new OverlayImage.Refused("file of 2097153 bytes; 2097152 are allowed"));
    assertThat(
            Overlay.image("GIF89a, not for us".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(new OverlayImage.Refused("neither PNG nor JPEG"));
    assertThat(Overlay.image(file("png", 4097, 1, 0)))
        .isEqualTo(new OverlayImage.Refused("image of 4097x1"));
    assertThat(Overlay.image(Arrays.copyOf(good, 40))).isInstanceOf(OverlayImage.Refused.class);
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      byte[] mutated = (i % 2 == 0 ? good : jpeg).clone();
      for (int flip = 0; flip < 3; flip++) {
        mutated[8 + random.nextInt(mutated.length - 8)] = (byte) random.nextInt();
      }
      assertThat(Overlay.image(mutated)).isNotNull();
    }
  }

  @Test
  void overlays_must_lie_on_the_canvas() {
    Overlay overlay = Overlay.corners(32, 32, 4, 0);
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.overlay(overlay, 33, 32);
      assertThatThrownBy(() -> canvas.overlay(overlay, 34, 32))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> canvas.overlay(overlay, -1, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
