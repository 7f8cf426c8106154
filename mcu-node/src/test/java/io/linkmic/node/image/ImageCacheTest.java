package io.linkmic.node.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.picture.Overlay;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Virtual time; what would run elsewhere runs when {@link #work} is called. */
class ImageCacheTest {
  private static final String URL = "https://images.example/one.png?signature=secret";
  private static final Drawing COVER = Drawing.opaque(URL, Drawing.Shape.COVER, 320, 180, 0);
  private static final Drawing MARK = Drawing.mark(URL, 32, 18, 0.5);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<String, Fetched> web = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private long now = Long.MAX_VALUE - 5_000_000_000L; // nanoTime may wrap
  private final ImageCache cache =
      new ImageCache(
          () -> now, new NodeMetrics(registry), this::fetch, tasks::add, tasks::add, tasks::clear);

  private Fetched fetch(String url) {
    asked.add(url);
    return web.getOrDefault(url, new Fetched.Failed("http-404"));
  }

  private void work() {
    Runnable task;
    while ((task = tasks.poll()) != null) {
      task.run();
    }
  }

  /** All that mixes want is asked for, as each frame does. */
  private void pass(Duration time, Drawing... wanted) {
    for (long second = 0; second < time.toSeconds(); second++) {
      now += 1_000_000_000L;
      for (Drawing drawing : wanted) {
        cache.find(drawing);
      }
      work();
    }
  }

  private static Fetched file(int width, int height, int argb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, argb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return new Fetched.File(Bytes.wrap(out.toByteArray()));
  }

  private double failures(String reason) {
    Counter counter = registry.find("linkmic.image.failures").tag("reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  @BeforeEach
  void put() throws IOException {
    web.put(URL, file(64, 36, 0xff00ff00));
  }

  @Test
  void asking_never_waits_and_one_file_makes_all_drawings() {
    assertThat(cache.find(COVER)).isNull();
    assertThat(cache.find(MARK)).isNull();
    assertThat(asked).isEmpty();
    work();
    Overlay cover = cache.find(COVER);
    Overlay mark = cache.find(MARK);
    assertThat(cover).isNotNull();
    assertThat(cover.width()).isEqualTo(320);
    assertThat(mark).isNotNull();
    assertThat(mark.width()).isEqualTo(32);
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_file_is_asked_for_again_after_five_minutes_and_drawn_anew_only_when_it_changed()
      throws IOException {
    pass(Duration.ofSeconds(2), COVER);
    Overlay first = cache.find(COVER);
    pass(Duration.ofMinutes(5), COVER);
    assertThat(asked).hasSize(2);
    assertThat(cache.find(COVER)).isSameAs(first);
    web.put(URL, file(64, 36, 0xffff0000));
    pass(Duration.ofMinutes(5), COVER);
    assertThat(asked).hasSize(3);
    assertThat(cache.find(COVER)).isNotNull().isNotSameAs(first);
  }

  @Test
  void what_fails_is_counted_and_tried_once_a_minute_however_often_it_is_wanted()
      throws IOException {
    web.clear();
    pass(Duration.ofSeconds(50), COVER, MARK);
    assertThat(asked).hasSize(1);
    assertThat(failures("http-404")).isEqualTo(1);
    pass(Duration.ofMinutes(3), COVER, MARK);
    assertThat(asked).hasSize(4);
    web.put(URL, file(64, 36, 0xff00ff00));
    pass(Duration.ofMinutes(1), COVER, MARK);
    assertThat(cache.find(COVER)).isNotNull();
    assertThat(failures("http-404")).isEqualTo(4);
  }

  @Test
  void what_was_there_stays_when_it_cannot_be_had_again() {
    pass(Duration.ofSeconds(2), COVER);
    web.put(URL, new Fetched.Failed("timeout"));
    pass(Duration.ofMinutes(7), COVER);
    assertThat(failures("timeout")).isEqualTo(3);
    assertThat(cache.find(COVER)).isNotNull();
    web.put(URL, new Fetched.File(Bytes.wrap(new byte[] {'h', 't', 'm', 'l', 1, 2, 3, 4, 5})));
    pass(Duration.ofMinutes(2), COVER);
    assertThat(failures("not-an-image")).isEqualTo(2);
    assertThat(cache.find(COVER)).isNotNull();
  }

  @Test
  void what_nobody_asks_for_is_forgotten_but_not_that_it_failed() {
    pass(Duration.ofSeconds(2), COVER);
    String other = "https://images.example/other.png";
    Drawing missing = Drawing.opaque(other, Drawing.Shape.CONTAIN, 64, 36, 0);
    pass(Duration.ofSeconds(1), missing);
    pass(Duration.ofSeconds(40), MARK);
    assertThat(cache.find(missing)).isNull();
    work();
    assertThat(asked).containsExactly(URL, other);
    pass(Duration.ofMinutes(6));
    pass(Duration.ofSeconds(1), MARK);
    assertThat(asked).containsExactly(URL, other, URL);
  }

  @Test
  void bytes_of_overlays_are_bounded() {
    List<Drawing> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(Drawing.opaque(URL, Drawing.Shape.COVER, 1920, 1080, i));
    }
    pass(Duration.ofSeconds(2), many.toArray(Drawing[]::new));
    long bytes =
        many.stream().filter(each -> cache.find(each) != null).mapToLong(Drawing::bytes).sum();
    assertThat(bytes).isBetween(ImageCache.MOST_OVERLAY_BYTES / 2, ImageCache.MOST_OVERLAY_BYTES);
    assertThat(failures("no-room")).isPositive();
  }

  @Test
  void bytes_of_files_are_bounded() throws IOException {
    BufferedImage noise = new BufferedImage(1024, 1024, BufferedImage.TYPE_INT_ARGB);
    Random random = new Random(1);
    for (int i = 0; i < 1024 * 1024; i++) {
      noise.setRGB(i % 1024, i / 1024, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(noise, "png", out);
    long fit = ImageCache.MOST_FILE_BYTES / out.size();
    List<Drawing> many = new ArrayList<>();
    for (int i = 0; i < fit + 3; i++) {
      String url = "https://images.example/" + i;
      web.put(url, new Fetched.File(Bytes.wrap(out.toByteArray())));
      many.add(Drawing.mark(url, 32, 18, 1));
    }
    pass(Duration.ofSeconds(2), many.toArray(Drawing[]::new));
    assertThat(many.stream().filter(each -> cache.find(each) != null)).hasSize((int) fit);
    assertThat(failures("no-room")).isEqualTo(3);
    pass(Duration.ofMinutes(2), many.getLast());
    assertThat(cache.find(many.getLast())).as("others are not used any more").isNotNull();
  }

  @Test
  void drawings_are_bounded() {
    for (int i = 0; i < ImageCache.MOST_DRAWINGS + 10; i++) {
      assertThat(cache.find(Drawing.mark("https://images.example/" + i, 32, 18, 1))).isNull();
    }
    assertThat(tasks).hasSize(ImageCache.MOST_DRAWINGS);
  }
}
