package io.linkmic.media.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** What an image file turned out to be. A stranger's file is never an exception. */
public sealed interface ImageFile {

  /** PNG or JPEG, decoded. */
  record Read(Still still) implements ImageFile {}

  /** Too large, damaged or of another format. */
  record Refused(String why) implements ImageFile {}

  /** A photograph of 4096×2304 as JPEG; backgrounds of a canvas have some hundred kB. */
  int MAX_BYTES = 5 << 20;

  /** Twice the side of the largest canvas. */
  int MAX_SIDE = 4096;

  /** 4096×4096 at four bytes; deeper samples leave less room. */
  long MAX_DECODED_BYTES = 64L << 20;

  /**
   * Progressive JPEGs have about ten. Each goes over the whole picture, however short it is in the
   * file: five megabytes of them would take minutes.
   */
  int MAX_SCANS = 64;

  /**
   * Reads a PNG or JPEG file; the sizes are checked before any sample is decoded. May take a second
   * and 150 MB, so one at a time.
   *
   * @param file at most 5 MiB, at most 4096 pixels a side
   */
  static ImageFile read(byte[] file) {
    if (file.length > MAX_BYTES) {
      return new Refused("file of " + file.length + " bytes; " + MAX_BYTES + " are allowed");
    }
    String format = format(file);
    if (format.isEmpty()) {
      return new Refused("neither PNG nor JPEG");
    }
    if (format.equals("jpeg") && scans(file) > MAX_SCANS) {
      return new Refused("jpeg of too many scans");
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      // Without metadata: compressed texts in a PNG may unfold to gigabytes, too.
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width > MAX_SIDE || height > MAX_SIDE || width < 1 || height < 1) {
        return new Refused("image of " + width + "x" + height);
      }
      long decoded = (long) width * height * bytesOfPixel(reader);
      if (decoded > MAX_DECODED_BYTES) {
        return new Refused("image of " + width + "x" + height + ", " + decoded + " bytes");
      }
      return new Read(still(reader.read(0)));
    } catch (IOException | RuntimeException e) {
      // The JDK's readers throw many kinds of RuntimeException at damaged files.
      return new Refused("damaged " + format + ": " + e.getMessage());
    } finally {
      reader.dispose();
    }
  }

  private static Still still(BufferedImage image) {
    return new Still(
        Overlay.canvas(
            image.getWidth(),
            image.getHeight(),
            graphics -> graphics.drawImage(image, 0, 0, null)));
  }

  private static int bytesOfPixel(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    // JPEGs of three components have no raw type; they become three bytes.
    return type == null ? 3 : (type.getColorModel().getPixelSize() + 7) / 8;
  }

  /** Start-of-scan markers; entropy-coded data has no such pair of bytes. */
  private static int scans(byte[] file) {
    int scans = 0;
    for (int i = 1; i < file.length; i++) {
      if ((file[i] & 0xff) == 0xda && (file[i - 1] & 0xff) == 0xff) {
        scans++;
      }
    }
    return scans;
  }

  private static String format(byte[] file) {
    if (file.length > 8 && (file[0] & 0xff) == 0x89 && file[1] == 'P' && file[2] == 'N') {
      return "png";
    }
    return file.length > 8 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8 ? "jpeg" : "";
  }
}
