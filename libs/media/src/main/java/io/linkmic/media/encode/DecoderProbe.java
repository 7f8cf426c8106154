package io.linkmic.media.encode;

import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.DecoderDevice;
import io.linkmic.media.picture.DecoderName;
import io.linkmic.media.picture.Fit;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.PictureException;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.media.picture.VideoDecoder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Which decoders work here and are worth it: each decodes a short stream, sample by sample the same
 * as the processor does (H.264 leaves no choice), and must spare the processor something, the way
 * back from a card's memory included.
 *
 * @param results one for each that was tried, in their order
 */
public record DecoderProbe(List<Result> results) {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int PICTURES = 30;
  private static final int TILE = 40;

  // Less than a third spared is not worth a card's errors and limits.
  private static final double WORTH = 0.7;

  public DecoderProbe {
    results = List.copyOf(results);
  }

  /**
   * What came out for one decoder.
   *
   * @param why what speaks against it; empty if it is to be used
   */
  public record Result(DecoderName name, String why) {
    public boolean works() {
      return why.isEmpty();
    }
  }

  /** A decoded stream: a checksum of each picture, and what it took of the processor. */
  record Decoded(List<Long> sums, double millisPerPicture) {}

  /**
   * Tries some, in this order. Costs next to nothing where there is no card, else a second.
   *
   * @param encoder makes the stream
   */
  public static DecoderProbe run(EncoderName encoder, List<DecoderName> names) {
    List<Result> results = new ArrayList<>();
    for (DecoderName name : names) {
      try (DecoderDevice device = DecoderDevice.open(name)) {
        String why = name == DecoderName.SOFTWARE ? "" : objection(device, encoder);
        results.add(new Result(name, why));
      } catch (PictureException | EncoderException e) {
        results.add(new Result(name, String.valueOf(e.getMessage())));
      }
    }
    return new DecoderProbe(results);
  }

  /** The first that is to be used; null if none is. */
  public @Nullable DecoderName choice() {
    return results.stream().filter(Result::works).map(Result::name).findFirst().orElse(null);
  }

  private static String objection(DecoderDevice device, EncoderName encoder) {
    List<byte[]> stream = stream(encoder);
    Decoded software = decode(stream, DecoderDevice.software());
    return objection(decode(stream, device), software);
  }

  /** What the processor makes of the stream. */
  static Decoded trial(EncoderName encoder) {
    return decode(stream(encoder), DecoderDevice.software());
  }

  /** Empty for none. */
  static String objection(Decoded card, Decoded software) {
    if (card.sums().size() != software.sums().size()) {
      return "only %d of %d pictures came at once"
          .formatted(card.sums().size(), software.sums().size());
    }
    if (!card.sums().equals(software.sums())) {
      return "its pictures differ from the processor's";
    }
    if (card.millisPerPicture() > WORTH * software.millisPerPicture()) {
      return String.format(
          Locale.ROOT,
          "takes %.1f ms of the processor for a picture that it decodes itself in %.1f",
          card.millisPerPicture(),
          software.millisPerPicture());
    }
    return "";
  }

  /** Tiles of changing colours: much to decode, little to draw. */
  private static List<byte[]> stream(EncoderName encoder) {
    List<byte[]> stream = new ArrayList<>();
    Random random = new Random(1);
    EncoderSettings settings = new EncoderSettings(WIDTH, HEIGHT, 30, 1, 3_000_000, PICTURES);
    try (Canvas canvas = new Canvas(WIDTH, HEIGHT);
        VideoEncoder running = VideoEncoder.open(encoder, settings)) {
      for (int i = 0; i < PICTURES; i++) {
        for (int x = 0; x < WIDTH; x += TILE) {
          int y = TILE * random.nextInt(HEIGHT / TILE);
          canvas.fill(new Rectangle(x, y, TILE, TILE), random.nextInt());
        }
        running.encode(canvas, i, i == 0, (nalUnits, idr, pts) -> stream.add(nalUnits));
      }
    }
    return stream;
  }

  private static Decoded decode(List<byte[]> stream, DecoderDevice device) {
    var threads = ManagementFactory.getThreadMXBean();
    List<Long> sums = new ArrayList<>();
    long nanos = 0;
    try (VideoDecoder decoder = device.decoder();
        Canvas canvas = new Canvas(WIDTH, HEIGHT)) {
      for (byte[] unit : stream) {
        long began = threads.getCurrentThreadCpuTime();
        try (Picture picture = decoder.decode(unit, 0, unit.length, 0, 0)) {
          nanos += threads.getCurrentThreadCpuTime() - began;
          if (picture != null) {
            canvas.draw(picture, new Rectangle(0, 0, WIDTH, HEIGHT), Fit.STRETCH);
            sums.add(sum(canvas.frame()));
          }
        }
      }
    }
    return new Decoded(sums, nanos / 1e6 / stream.size());
  }

  private static long sum(AVFrame frame) {
    CRC32 sum = new CRC32();
    for (int plane = 0; plane < 3; plane++) {
      int half = plane == 0 ? 1 : 2;
      int stride = frame.linesize(plane);
      byte[] rows = new byte[stride * (HEIGHT / half)];
      frame.data(plane).get(rows);
      for (int y = 0; y < HEIGHT / half; y++) {
        sum.update(rows, y * stride, WIDTH / half);
      }
    }
    return sum.getValue();
  }
}
