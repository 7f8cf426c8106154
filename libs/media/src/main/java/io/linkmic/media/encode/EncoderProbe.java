package io.linkmic.media.encode;

import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.media.picture.VideoDecoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which encoders really work here: each encodes some pictures, which are decoded again.
 *
 * @param results one for each that was tried, in their order
 */
public record EncoderProbe(List<Result> results) {

  /** Two of them IDR pictures: the first, and one in the middle that was asked for. */
  private static final int PICTURES = 6;

  private static final int FORCED = 3;

  public EncoderProbe {
    results = List.copyOf(results);
  }

  /**
   * What came out for one encoder.
   *
   * @param why what went wrong, in FFmpeg's words where it had some; empty if it works
   * @param millis that opening, encoding and decoding took
   */
  public record Result(EncoderName name, boolean works, String why, long millis) {}

  /** Tries all, with streams like those to come; some hundred milliseconds. */
  public static EncoderProbe run(EncoderSettings settings) {
    return run(settings, List.of(EncoderName.values()));
  }

  /** Tries some, in this order. */
  public static EncoderProbe run(EncoderSettings settings, List<EncoderName> names) {
    return new EncoderProbe(names.stream().map(name -> probe(name, settings)).toList());
  }

  /** The first that works. */
  public Optional<EncoderName> choice() {
    return results.stream().filter(Result::works).map(Result::name).findFirst();
  }

  private static Result probe(EncoderName name, EncoderSettings settings) {
    long start = System.nanoTime();
    String why;
    try {
      why = encodeAndDecode(name, settings);
    } catch (EncoderException e) {
      why = String.valueOf(e.getMessage());
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new Result(name, why.isEmpty(), why, millis);
  }

  private static String encodeAndDecode(EncoderName name, EncoderSettings settings) {
    try (Canvas canvas = new Canvas(settings.width(), settings.height());
        VideoEncoder encoder = VideoEncoder.open(name, settings);
        Check check = new Check(settings)) {
      for (int i = 0; i < PICTURES; i++) {
        int side = Math.min(settings.width(), settings.height()) / 2;
        canvas.fill(0x30_30_30);
        canvas.fill(new Rectangle(2 * i, 2, side - 4, side - 4), 0xc0_40_20);
        check.expect(i, i == 0 || i == FORCED);
        encoder.encode(canvas, i, i == FORCED, check);
        if (!check.why().isEmpty()) {
          return check.why();
        }
      }
      return "";
    }
  }

  /** Decodes what an encoder makes and remembers the first thing that is wrong with it. */
  private static final class Check implements Sink, AutoCloseable {
    private final VideoDecoder decoder = new VideoDecoder();
    private final EncoderSettings settings;
    private @Nullable String why;
    private long number;
    private boolean idrExpected;

    Check(EncoderSettings settings) {
      this.settings = settings;
    }

    void expect(long pts, boolean idr) {
      number = pts;
      idrExpected = idr;
      why = "it holds picture " + pts + " back";
    }

    String why() {
      return why == null ? "" : why;
    }

    @Override
    public void encoded(byte[] nalUnits, boolean idr, long pts) {
      if (pts != number) {
        why = "picture " + pts + " came in place of " + number;
      } else if (idrExpected && !idr) {
        why = "picture " + number + " is no IDR picture";
      } else {
        why = decodedBadly(nalUnits);
      }
    }

    private @Nullable String decodedBadly(byte[] nalUnits) {
      try (Picture picture = decoder.decode(nalUnits, 0, nalUnits.length, number, 0)) {
        if (picture == null) {
          return "picture " + number + " cannot be decoded";
        }
        boolean sameSize =
            picture.width() == settings.width() && picture.height() == settings.height();
        return sameSize ? null : "its pictures have " + picture.width() + "x" + picture.height();
      }
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
