package io.linkmic.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageFileTest {

  /** Left half red, right half green, around both a transparent edge of {@code edge} pixels. */
  private static byte[] file(String format, int width, int height, int edge) throws IOException {
    boolean alpha = format.equals("png");
    BufferedImage image =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(edge, edge, width / 2 - edge, height - 2 * edge);
    graphics.setColor(Color.GREEN);
    graphics.fillRect(width / 2, edge, width / 2 - edge, height - 2 * edge);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static Still still(byte[] file) {
    ImageFile read = ImageFile.read(file);
    assertThat(read).isInstanceOf(ImageFile.Read.class);
    return ((ImageFile.Read) read).still();
  }

  private static Planes on(int rgb, Overlay overlay) {
    try (Canvas canvas = new Canvas(128, 64)) {
      canvas.fill(rgb);
      canvas.overlay(overlay, 0, 0);
      return Planes.of(canvas);
    }
  }

  private static final int RED = 63;
  private static final int GREEN = 173;
  private static final int WHITE = 235;

  @Test
  void a_cover_fills_all_and_cuts_both_sides_alike() throws IOException {
    Planes planes = on(0xffffff, still(file("png", 400, 100, 0)).cover(128, 64, 0));
    assertThat(planes.luma(0, 0)).isCloseTo(RED, within(2));
    assertThat(planes.luma(61, 32)).isCloseTo(RED, within(2));
    assertThat(planes.luma(66, 32)).isCloseTo(GREEN, within(2));
    assertThat(planes.luma(127, 63)).isCloseTo(GREEN, within(2));
  }

  @Test
  void what_is_transparent_or_beside_a_contained_image_has_the_colour() throws IOException {
    Planes contained = on(0, still(file("png", 64, 64, 8)).contain(128, 64, 0xffffff));
    assertThat(contained.luma(8, 32)).as("beside").isEqualTo(WHITE);
    assertThat(contained.luma(36, 32)).as("transparent").isEqualTo(WHITE);
    assertThat(contained.luma(50, 32)).isCloseTo(RED, within(2));
    assertThat(contained.luma(80, 32)).isCloseTo(GREEN, within(2));
    Planes covered = on(0, still(file("png", 128, 64, 8)).cover(128, 64, 0xffffff));
    assertThat(covered.luma(64, 3)).as("transparent").isEqualTo(WHITE);
  }

  @Test
  void a_stretched_image_is_whole_and_has_nothing_beside_it() throws IOException {
    Planes planes = on(0, still(file("png", 400, 100, 16)).stretch(128, 64, 0xffffff));
    assertThat(planes.luma(1, 32)).as("its own left border").isEqualTo(WHITE);
    assertThat(planes.luma(64, 2)).as("its own upper border").isEqualTo(WHITE);
    assertThat(planes.luma(32, 14)).isCloseTo(RED, within(2));
    assertThat(planes.luma(96, 50)).isCloseTo(GREEN, within(2));
  }

  @Test
  void a_mark_is_whole_in_its_shape_as_opaque_as_asked_and_nothing_beside_it() throws IOException {
    Planes planes = on(0xffffff, still(file("png", 1000, 1000, 0)).mark(128, 64, 0.5));
    assertThat(planes.luma(16, 32)).as("beside").isEqualTo(WHITE);
    assertThat(planes.luma(48, 32)).isCloseTo((RED + WHITE) / 2, within(2));
    assertThat(planes.luma(80, 32)).isCloseTo((GREEN + WHITE) / 2, within(2));
  }

  @Test
  void a_jpeg_has_its_colours() throws IOException {
    Planes planes = on(0xffffff, still(file("jpeg", 256, 128, 0)).cover(128, 64, 0));
    assertThat(planes.luma(32, 32)).isCloseTo(RED, within(3));
    assertThat(planes.luma(96, 32)).isCloseTo(GREEN, within(3));
  }

  @Test
  void files_that_are_too_large_or_something_else_are_refused() throws IOException {
    assertThat(ImageFile.read(new byte[ImageFile.MAX_BYTES + 1]))
        .isEqualTo(new ImageFile.Refused("file of 5242881 bytes; 5242880 are allowed"));
    assertThat(ImageFile.read("GIF89a, not for us".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new ImageFile.Refused("neither PNG nor JPEG"));
    assertThat(ImageFile.read(file("png", 4098, 2, 0)))
        .isEqualTo(new ImageFile.Refused("image of 4098x2"));
  }

  @Test
  void sizes_are_believed_before_anything_is_decoded() throws IOException {
    byte[] bomb = file("png", 100, 100, 0);
    // Width and height of the header chunk, 60,000 each; the rest of it has a wrong checksum then.
    bomb[18] = (byte) 0xea;
    bomb[19] = 0x60;
    bomb[22] = (byte) 0xea;
    bomb[23] = 0x60;
    assertThat(ImageFile.read(bomb)).isEqualTo(new ImageFile.Refused("image of 60000x60000"));
  }

  @Test
  void sixteen_bits_a_sample_count_double() throws IOException {
    BufferedImage deep = new BufferedImage(4096, 4096, BufferedImage.TYPE_USHORT_GRAY);
    byte[] grey = written(deep);
    assertThat(ImageFile.read(grey)).isInstanceOf(ImageFile.Read.class);
    byte[] colours = grey.clone();
    colours[25] = 6; // red, green, blue and alpha
    assertThat(ImageFile.read(colours))
        .isEqualTo(new ImageFile.Refused("image of 4096x4096, 134217728 bytes"));
  }

  private static byte[] written(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Test
  void a_jpeg_of_a_hundred_scans_is_not_begun() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] jpeg = file("jpeg", 100, 100, 0);
    out.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 100; i++) {
      out.write(new byte[] {(byte) 0xff, (byte) 0xda, 0, 2});
    }
    assertThat(ImageFile.read(out.toByteArray()))
        .isEqualTo(new ImageFile.Refused("jpeg of too many scans"));
  }

  @Test
  void damaged_files_are_values() throws IOException {
    byte[] good = file("png", 100, 100, 0);
    byte[] jpeg = file("jpeg", 100, 100, 0);
    assertThat(ImageFile.read(Arrays.copyOf(good, 40))).isInstanceOf(ImageFile.Refused.class);
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      byte[] mutated = (i % 2 == 0 ? good : jpeg).clone();
      for (int flip = 0; flip < 3; flip++) {
        mutated[8 + random.nextInt(mutated.length - 8)] = (byte) random.nextInt();
      }
      assertThat(ImageFile.read(mutated)).isNotNull();
    }
  }
}
