package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
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
    ImageFile image = ImageFile.read(file);
    assertThat(image).isInstanceOf(ImageFile.Read.class);
    Still still = ((ImageFile.Read) image).still();
    return still.mark(still.width(), still.height(), 1);
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
  void a_border_leaves_the_middle_alone() {
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(WHITE);
      canvas.overlay(Overlay.border(64, 64, 4, 0, 0xff0000), 0, 0);
      Planes framed = Planes.of(canvas);
      assertThat(framed.luma(32, 3)).isEqualTo(63);
      assertThat(framed.luma(60, 32)).isEqualTo(63);
      assertThat(framed.luma(0, 0)).isEqualTo(63);
      assertThat(framed.luma(32, 4)).isEqualTo(235);
    }
  }

  @Test
  void only_what_is_within_a_clip_is_laid_on_the_canvas() throws IOException {
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.fill(WHITE);
      Overlay overlay = read(file("png", 32, 32, 0xffff0000));
      canvas.overlay(overlay, 16, 16, new Rectangle(8, 20, 16, 8));
      canvas.overlay(overlay, 16, 16, new Rectangle(40, 40, 24, 24));
      canvas.overlay(overlay, 16, 16, new Rectangle(0, 0, 8, 8));
      Planes planes = Planes.of(canvas);
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 64; x++) {
          boolean first = x >= 16 && x < 24 && y >= 20 && y < 28;
          boolean second = x >= 40 && x < 48 && y >= 40 && y < 48;
          assertThat(planes.luma(x, y)).as(x + "," + y).isEqualTo(first || second ? 63 : 235);
        }
      }
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
  void overlays_must_lie_on_the_canvas() {
    Overlay overlay = Overlay.border(32, 32, 4, 0, 0);
    try (Canvas canvas = new Canvas(64, 64)) {
      canvas.overlay(overlay, 33, 32);
      assertThatThrownBy(() -> canvas.overlay(overlay, 34, 32))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> canvas.overlay(overlay, -1, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
