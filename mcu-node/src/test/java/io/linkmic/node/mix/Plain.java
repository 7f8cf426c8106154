package io.linkmic.node.mix;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderSettings;
import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.DecoderDevice;
import io.linkmic.media.picture.ImageFile;
import io.linkmic.media.picture.Overlay;
import io.linkmic.node.image.Drawing;
import io.linkmic.node.image.Images;
import io.linkmic.node.program.PictureMix;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A painter, hosts who send one colour each, and images of one colour each. */
final class Plain implements AutoCloseable {
  static final long INTERVAL = 40_000;

  private static final Decoding DECODING = new Decoding(Runnable::run, DecoderDevice.software());

  final Canvas canvas;
  final Painter painter;
  final Map<String, Lane> lanes = new HashMap<>();
  final List<PictureMix.Member> members = new ArrayList<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<Drawing, Overlay> drawings = new HashMap<>();
  private final Images images = this::find;
  private long scenes;
  private long at;

  Plain(int width, int height) {
    canvas = new Canvas(width, height);
    painter = new Painter(canvas, images);
  }

  private @Nullable Overlay find(Drawing drawing) {
    byte[] file = files.get(drawing.url());
    if (file == null) {
      return null;
    }
    return drawings.computeIfAbsent(
        drawing,
        key -> {
          ImageFile.Read read = (ImageFile.Read) ImageFile.read(file);
          return key.of(read.still());
        });
  }

  void file(String url, byte[] file) {
    files.put(url, file);
    drawings.keySet().removeIf(drawing -> drawing.url().equals(url));
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] png(int width, int height, int argb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, argb);
    }
    return png(image);
  }

  Plain host(String id, int rgb, int width, int height) {
    member(id, true);
    send(id, rgb, width, height);
    return this;
  }

  void member(String id, boolean camera) {
    int slot = (int) members.stream().filter(m -> !m.participantId().equals(id)).count();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).participantId().equals(id)) {
        members.set(i, new PictureMix.Member(id, members.get(i).slot(), id, camera, true));
        return;
      }
    }
    members.add(new PictureMix.Member(id, slot, id, camera, true));
  }

  void send(String id, int rgb, int width, int height) {
    send(id, unit(rgb, width, height));
  }

  void send(String id, AccessUnit unit) {
    lanes
        .computeIfAbsent(id, key -> new Lane(key, DECODING, () -> at, event -> {}, () -> {}))
        .offer(unit, at, 0);
  }

  /** An IDR of one colour. */
  static AccessUnit unit(int rgb, int width, int height) {
    return unit(width, height, canvas -> canvas.fill(rgb));
  }

  /** An IDR of whatever is drawn. */
  static AccessUnit unit(int width, int height, Consumer<Canvas> drawing) {
    List<AccessUnit> made = new ArrayList<>();
    try (Canvas canvas = new Canvas(width, height);
        VideoEncoder encoder =
            VideoEncoder.open(
                EncoderName.X264, new EncoderSettings(width, height, 30, 1, 500_000, 30))) {
      drawing.accept(canvas);
      encoder.encode(
          canvas,
          0,
          true,
          (nalUnits, idr, pts) -> made.add(new AccessUnit(Bytes.wrap(nalUnits), idr, 0, 0)));
    }
    return made.getFirst();
  }

  /** The next frame of a new scene. */
  Plain show(Layout layout) {
    scenes++;
    return again(layout);
  }

  /** The next frame of the same scene. */
  Plain again(Layout layout) {
    at += INTERVAL;
    painter.paint(new Scene(scenes, layout, List.copyOf(members), null, Map.copyOf(lanes)), at);
    return this;
  }

  int[] at(int x, int y) {
    return Pixels.at(painter.shown(), x, y);
  }

  int luma(int x, int y) {
    return at(x, y)[0];
  }

  static Layout layout(Template template) {
    return Layout.DEFAULT.with(template);
  }

  @Override
  public void close() {
    painter.close();
    canvas.close();
    lanes.values().forEach(Lane::abandon);
    lanes.values().forEach(Lane::close);
  }
}
