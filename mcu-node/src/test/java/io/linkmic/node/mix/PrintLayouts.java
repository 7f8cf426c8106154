package io.linkmic.node.mix;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.layout.Watermark;
import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderSettings;
import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.ImageFile;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;

/**
 * Writes what templates look like, with all decoration, to {@code target/layouts} as PNG, to be
 * looked at; prints what frames cost. Not part of the normal run (its name says so to Surefire).
 */
class PrintLayouts {
  private static final String BACKGROUND = "https://images.example/background.png";
  private static final String LOGO = "https://images.example/logo.png";
  private static final String AWAY = "https://images.example/away.png";
  private static final String[] NAMES = {
    "Anna Kowalska",
    "Bo",
    "李小龙 Bruce",
    "Dr. Maximiliane Freifrau von und zu Hohenstein",
    "Eve",
    "Farid سلام",
    "Grace",
    "Heidi",
    "Ivan"
  };

  private final Path folder = Path.of("target", "layouts");

  private static byte[] drawn(int width, int height, boolean alpha, Consumer<Graphics2D> drawing) {
    BufferedImage image =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawing.accept(graphics);
    graphics.dispose();
    return Plain.png(image);
  }

  /** A head and shoulders before a wall, with a grid of 40 pixels: what is stretched is seen. */
  private static byte[] person(int width, int height, float hue) {
    return drawn(
        width,
        height,
        false,
        g -> {
          g.setPaint(
              new GradientPaint(
                  0,
                  0,
                  Color.getHSBColor(hue, 0.5f, 0.9f),
                  0,
                  height,
                  Color.getHSBColor(hue + 0.1f, 0.8f, 0.4f)));
          g.fillRect(0, 0, width, height);
          g.setColor(new Color(255, 255, 255, 60));
          for (int i = 0; i < Math.max(width, height); i += 40) {
            g.drawLine(i, 0, i, height);
            g.drawLine(0, i, width, i);
          }
          int head = height / 4;
          g.setColor(new Color(0xe0b090));
          g.fillOval(width / 2 - head / 2, height / 4, head, head);
          g.setColor(new Color(0x304060));
          g.fillOval(width / 2 - head, height / 4 + head + head / 8, 2 * head, 3 * head);
          g.setColor(Color.YELLOW);
          g.drawRect(0, 0, width - 1, height - 1);
        });
  }

  private static AccessUnit unit(byte[] png, int width, int height) {
    List<AccessUnit> made = new ArrayList<>();
    try (Canvas canvas = new Canvas(width, height);
        VideoEncoder encoder =
            VideoEncoder.open(
                EncoderName.X264, new EncoderSettings(width, height, 30, 1, 8_000_000, 30))) {
      canvas.overlay(((ImageFile.Read) ImageFile.read(png)).still().cover(width, height, 0), 0, 0);
      encoder.encode(
          canvas,
          0,
          true,
          (nalUnits, idr, pts) -> made.add(new AccessUnit(Bytes.wrap(nalUnits), idr, 0, 0)));
    }
    return made.getFirst();
  }

  @Test
  void print() throws Exception {
    Files.createDirectories(folder);
    AccessUnit[] people = new AccessUnit[NAMES.length];
    int[][] sizes = {{1280, 720}, {640, 480}, {720, 1280}};
    for (int i = 0; i < people.length; i++) {
      int[] size = sizes[i % 3 == 2 ? 2 : i % 4 == 3 ? 1 : 0];
      people[i] = unit(person(size[0], size[1], i / 9f), size[0], size[1]);
    }
    for (int[] canvas : new int[][] {{1280, 720}, {720, 1280}, {854, 480}}) {
      for (Template template : Template.values()) {
        for (int count : new int[] {1, 2, 3, 4, 6, 9}) {
          boolean small = canvas[0] == 1280 || count == 3 || count == 6;
          if (template != Template.REGIONS && small) {
            one(canvas, template, count, people);
          }
        }
      }
    }
  }

  private void one(int[] size, Template template, int count, AccessUnit[] people) throws Exception {
    Layout layout =
        Layouts.of(template)
            .background("#203040", BACKGROUND)
            .placeholder("#202428", count == 4 ? AWAY : null)
            .labels()
            .border(4, "#ffffff", 24)
            .watermark(
                new Watermark.Text("LIVE · Evening show", 0.02, 0.02, 0.05, "#ffffff", 0.9),
                new Watermark.Image(LOGO, 0.86, 0.02, 0.12, 0.12, 0.9))
            .made();
    try (Plain plain = new Plain(size[0], size[1])) {
      plain.file(BACKGROUND, drawn(1920, 1080, false, PrintLayouts::background));
      plain.file(LOGO, drawn(600, 300, true, PrintLayouts::logo));
      plain.file(AWAY, drawn(800, 600, true, PrintLayouts::away));
      for (int i = 0; i < count; i++) {
        plain.member(NAMES[i], i != 3);
        plain.send(NAMES[i], people[i]);
      }
      plain.show(layout);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < count; j++) {
          plain.send(NAMES[j], people[j]);
        }
        plain.again(layout);
      }
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 12; i++) {
        for (int j = 0; j < count; j++) {
          plain.send(NAMES[j], people[j]);
        }
        long start = System.nanoTime();
        plain.again(layout);
        best = Math.min(best, System.nanoTime() - start);
      }
      String name = size[0] + "x" + size[1] + "-" + template + "-" + count;
      System.out.printf("%s: %.2f ms a frame%n", name, best / 1e6);
      write(plain.painter.shown(), folder.resolve(name + ".png"));
    }
  }

  private static void background(Graphics2D g) {
    g.setPaint(new GradientPaint(0, 0, new Color(0x402060), 1920, 1080, new Color(0x206080)));
    g.fillRect(0, 0, 1920, 1080);
    g.setColor(new Color(255, 255, 255, 40));
    for (int i = 0; i < 3000; i += 60) {
      g.drawLine(i, 0, i - 1080, 1080);
    }
  }

  private static void logo(Graphics2D g) {
    g.setColor(new Color(0xff5030));
    g.fillRoundRect(0, 0, 600, 300, 80, 80);
    g.setColor(Color.WHITE);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 180));
    g.drawString("TV 1", 90, 215);
  }

  private static void away(Graphics2D g) {
    g.setColor(new Color(0x90a0b0));
    g.fillOval(300, 120, 200, 200);
    g.fillOval(200, 350, 400, 400);
  }

  private static void write(Canvas canvas, Path file) throws Exception {
    Process ffmpeg =
        FfmpegProgram.FFMPEG
            .command(
                List.of(
                    "-y",
                    "-v",
                    "error",
                    "-f",
                    "rawvideo",
                    "-pix_fmt",
                    "yuv420p",
                    "-s",
                    canvas.width() + "x" + canvas.height(),
                    "-colorspace",
                    "bt709",
                    "-color_range",
                    "tv",
                    "-i",
                    "pipe:0",
                    "-vf",
                    "scale=in_color_matrix=bt709",
                    file.toString()))
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (OutputStream out = ffmpeg.getOutputStream()) {
      AVFrame frame = canvas.frame();
      for (int plane = 0; plane < 3; plane++) {
        byte[] row = new byte[canvas.width() / (plane == 0 ? 1 : 2)];
        for (int y = 0; y < canvas.height() / (plane == 0 ? 1 : 2); y++) {
          frame.data(plane).position((long) y * frame.linesize(plane)).get(row);
          out.write(row);
        }
      }
    }
    if (ffmpeg.waitFor() != 0) {
      throw new IllegalStateException("ffmpeg ended with " + ffmpeg.exitValue());
    }
  }
}
