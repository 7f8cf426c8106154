package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.linkmic.contract.layout.LayoutRules;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.layout.Watermark;
import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.VideoDecoder;
import io.linkmic.node.image.ImageCache;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.program.PictureMix.Event;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images from a web server to the encoded picture. */
@Timeout(60)
class ImageMixIT {
  private static final int LUMA_OF_GREEN = 173;
  // Ten seconds of them.
  private static final int MOST_PICTURES = 300;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final NodeMetrics metrics = new NodeMetrics(registry);
  private final ImageCache images = ImageCache.open(LayoutRules.images(true), metrics);
  private final Mixes mixes = new Mixes(EncoderName.X264, ImageMixIT::now, metrics, images);
  private final PictureMix mix =
      mixes.open(new PictureMix.Format(320, 180, 30, 2_000_000, 1_000_000), 0, events::add);
  private HttpServer server;

  private static long now() {
    return System.nanoTime() / 1000;
  }

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] file =
                exchange.getRequestURI().getPath().equals("/logo.png")
                    ? Plain.png(64, 64, 0xffffffff)
                    : Plain.png(64, 36, 0xff00ff00);
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    mix.close();
    mixes.close();
    images.close();
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Decodes picture after picture until the luma at a point is as wanted. */
  private void await(VideoDecoder decoder, int x, int y, IntPredicate wanted) throws Exception {
    List<Integer> seen = new ArrayList<>();
    while (seen.size() < MOST_PICTURES) {
      Event event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("after lumas of " + seen).isNotNull();
      if (event instanceof Event.Mixed mixed) {
        Bytes bytes = mixed.nalUnits();
        Picture picture =
            decoder.decode(bytes.array(), bytes.arrayOffset(), bytes.length(), mixed.at(), 0);
        assertThat(picture).isNotNull();
        try (picture) {
          seen.add(Pixels.at(picture, x, y)[0]);
        }
        if (wanted.test(seen.getLast())) {
          return;
        }
      }
    }
    throw new AssertionError("lumas of " + seen + ", " + registry.getMetersAsString());
  }

  @Test
  void background_and_watermark_come_into_a_mix_that_runs_with_a_fade() throws Exception {
    mix.members(List.of(new PictureMix.Member("a", 0, "a", false, true)), null);
    mix.layout(
        Layouts.of(Template.SINGLE)
            .placeholder("#000000", url("/behind.png"))
            .watermark(null, new Watermark.Image(url("/logo.png"), 0.8, 0, 0.2, 0.3, 1))
            .fade(Duration.ofSeconds(2))
            .made());
    mix.start(now());
    try (VideoDecoder decoder = new VideoDecoder()) {
      await(decoder, 100, 100, luma -> luma < 20);
      await(decoder, 100, 100, luma -> luma > 40 && luma < 140);
      await(decoder, 100, 100, luma -> Math.abs(luma - LUMA_OF_GREEN) < 4);
      await(decoder, 288, 27, luma -> luma > 225);
    }
    assertThat(registry.find("linkmic.image.failures").counter()).isNull();
  }
}
