package io.linkmic.media.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** What an image file turned out to be. A stranger's file is never an exception. */
public sealed interface OverlayImage {

  /** PNG or JPEG, ready to be laid on a canvas. */
  record Read(Overlay overlay) implements OverlayImage {}

  /** Too large, damaged or of another format. */
  record Refused(String why) implements OverlayImage {}

  /** A watermark has some ten kB. */
  int MAX_BYTES = 2 << 20;

  /**
   * Reads a PNG or JPEG file.
   *
   * @param file at most 2 MiB, at most 4096 pixels a side
   */
  static OverlayImage read(byte[] file) {
    if (file.length > MAX_BYTES) {
      return new Refused("file of " + file.length + " bytes; " + MAX_BYTES + " are allowed");
    }
    String format = format(file);
    if (format.isEmpty()) {
      return new Refused("neither PNG nor JPEG");
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      // Before any sample is decoded: a small file may unfold to gigabytes.
      if (width > Overlay.MAX_SIDE || height > Overlay.MAX_SIDE || width < 1 || height < 1) {
        return new Refused("image of " + width + "x" + height);
      }
      return new Read(overlay(reader.read(0)));
    } catch (IOException | RuntimeException e) {
      // The JDK's readers throw many kinds of RuntimeException at damaged files.
      return new Refused("damaged " + format + ": " + e.getMessage());
    } finally {
      reader.dispose();
    }
  }

  private static Overlay overlay(BufferedImage image) {
    return Overlay.drawn(
        image.getWidth(), image.getHeight(), graphics -> graphics.drawImage(image, 0, 0, null));
  }

  private static String format(byte[] file) {
    if (file.length > 8 && (file[0] & 0xff) == 0x89 && file[1] == 'P' && file[2] == 'N') {
      return "png";
    }
    return file.length > 8 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8 ? "jpeg" : "";
  }
}
