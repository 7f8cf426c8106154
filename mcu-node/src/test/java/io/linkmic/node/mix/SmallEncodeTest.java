package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.DecoderDevice;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.node.image.Images;
import io.linkmic.node.program.PictureMix.Event;
import io.linkmic.node.program.PictureMix.Format;
import io.linkmic.node.telemetry.NodeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On the test's thread, in the mix's place. */
class SmallEncodeTest {
  private static final long INTERVAL = 33_333;
  private static final Format HD = new Format(1280, 720, 30, 2_500_000, 2_000_000);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Event> events = new ArrayList<>();
  private final MixKit kit =
      new MixKit(
          new Decoding(Runnable::run, DecoderDevice.software()),
          new EncoderChoice(EncoderName.X264, ""),
          MixSettings.DEFAULT.degradation(),
          () -> 0,
          new NodeMetrics(registry),
          Images.none(),
          new AtomicInteger(),
          new AtomicInteger(),
          new AtomicLong(),
          new AtomicInteger());
  private long frame;

  @Test
  void nobody_wants_it_and_nothing_is_encoded() {
    try (Canvas full = new Canvas(1280, 720);
        SmallEncode small = new SmallEncode(HD, events::add, kit)) {
      pictures(small, full, 30);
      assertThat(events).isEmpty();
      assertThat(kit.small()).hasValue(0);
    }
  }

  @Test
  void it_keeps_its_rate_and_ends_five_seconds_after_the_last_wish() {
    try (Canvas full = new Canvas(1280, 720);
        SmallEncode small = new SmallEncode(HD, events::add, kit)) {
      small.want(400_000, false);
      pictures(small, full, 300);
      assertThat(events).hasSize(300);
      assertThat(rate()).isBetween(300_000L, 440_000L);
      events.clear();
      small.want(200_000, false);
      pictures(small, full, 300);
      assertThat(rate()).isBetween(150_000L, 240_000L);
      events.clear();
      small.want(0, false);
      pictures(small, full, 300);
      assertThat(events).as("five seconds").hasSizeBetween(149, 151);
      assertThat(kit.small()).hasValue(0);
      small.want(200_000, false);
      pictures(small, full, 1);
      assertThat(((Event.Small) events.getLast()).idr()).as("it begins anew").isTrue();
    }
    assertThat(kit.small()).hasValue(0);
  }

  @Test
  void a_failure_ends_it_alone_and_once() {
    try (Canvas full = new Canvas(1280, 720);
        SmallEncode small = new SmallEncode(HD, events::add, kit)) {
      // No encoder takes this rate.
      small.want(-1, false);
      small.want(1, false);
      pictures(small, full, 10);
      small.want(400_000, false);
      pictures(small, full, 10);
    }
    assertThat(events).hasSize(1).first().isInstanceOf(Event.SmallFailed.class);
    assertThat(registry.get("linkmic.mix.small.failures").counter().count()).isEqualTo(1);
    assertThat(kit.small()).hasValue(0);
  }

  @Test
  void sizes_are_even_and_never_more_than_half() {
    assertThat(size(1280, 720)).isEqualTo("640x360");
    assertThat(size(1920, 1080)).isEqualTo("640x360");
    assertThat(size(720, 1280)).isEqualTo("360x640");
    assertThat(size(854, 480)).isEqualTo("428x240");
    assertThat(size(320, 180)).isEqualTo("160x90");
    assertThat(size(18, 16)).isEqualTo("16x16");
  }

  @Test
  void what_it_costs() {
    try (Canvas full = new Canvas(1280, 720);
        SmallEncode small = new SmallEncode(HD, events::add, kit);
        var encoder = kit.encoder(HD, FrameClock.of(0, 30))) {
      small.want(625_000, false);
      pictures(small, full, 60);
      long onlySmall = 0;
      long onlyFull = 0;
      for (int i = 0; i < 300; i++) {
        draw(full);
        long before = cpu();
        encoder.encode(full, frame, i % 60 == 0, (nalUnits, idr, pts) -> {});
        long between = cpu();
        small.picture(full, frame, frame++ * INTERVAL);
        onlySmall += cpu() - between;
        onlyFull += between - before;
      }
      System.out.printf(
          "figure: CPU per second of media, 720p30 x264: full encode %.1f ms, smaller one with its"
              + " scaling %.1f ms%n",
          onlyFull / 1e7, onlySmall / 1e7);
      assertThat(events).hasSize(360);
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void pictures(SmallEncode small, Canvas full, int count) {
    for (int i = 0; i < count; i++) {
      draw(full);
      small.picture(full, frame, frame++ * INTERVAL);
    }
  }

  /** Enough to do for an encoder: a moving board of many colours. */
  private void draw(Canvas full) {
    for (int y = 0; y < 720; y += 40) {
      for (int x = 0; x < 1280; x += 40) {
        long mixed = (x * 7919L + y * 104_729L + frame * 31_337L) * 2_654_435_761L;
        int rgb = (int) (mixed >>> 8) & 0xFFFFFF;
        full.fill(new Rectangle(x, y, 40, 40), (x / 40 + y / 40 + frame) % 3 == 0 ? rgb : 0x406080);
      }
    }
  }

  private long rate() {
    long bytes =
        events.stream().mapToLong(event -> ((Event.Small) event).nalUnits().length()).sum();
    return bytes * 8 * 30 / events.size();
  }

  private static String size(int width, int height) {
    Format small = SmallEncode.smaller(new Format(width, height, 30, 1, 1), 1);
    return small.width() + "x" + small.height();
  }
}
