package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Template;
import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.VideoDecoder;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.program.PictureMix.Event;
import io.linkmic.node.program.PictureMix.Member;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real pictures in, real pictures out; times are the machine's. */
@Timeout(60)
class CanvasMixTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final int RED = 0xc02020;
  private static final int BLUE = 0x2020c0;
  private static final long INTERVAL = 33_333;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Mixes mixes =
      new Mixes(EncoderName.X264, CanvasMixTest::now, new NodeMetrics(registry));
  private final PictureMix mix =
      mixes.open(new PictureMix.Format(WIDTH, HEIGHT, 30, 500_000, 1_000_000), 0, events::add);
  private final long openBefore = Picture.open();

  private static long now() {
    return System.nanoTime() / 1000;
  }

  @AfterEach
  void close() {
    mix.close();
    mixes.close();
  }

  private static Member member(String id, int slot) {
    return new Member(id, slot, id, true, true);
  }

  private <E extends Event> E next(Class<E> type) throws InterruptedException {
    Event event;
    while ((event = events.poll(20, TimeUnit.SECONDS)) != null) {
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
    throw new AssertionError("no " + type.getSimpleName());
  }

  private void showTwo() throws InterruptedException {
    mix.members(List.of(member("a", 0), member("b", 1)), null);
    mix.picture("a", Plain.unit(RED, 160, 90), now(), System.nanoTime());
    mix.picture("b", Plain.unit(BLUE, 200, 120), now(), System.nanoTime());
    next(Event.Ready.class);
    next(Event.Ready.class);
    mix.start(now());
  }

  /** The luma and the two chroma samples at a point of the newest of some mixed pictures. */
  private static int[] look(List<Event.Mixed> pictures, int x, int y) {
    try (VideoDecoder decoder = new VideoDecoder()) {
      Picture last = null;
      for (Event.Mixed mixed : pictures) {
        Bytes bytes = mixed.nalUnits();
        Picture picture =
            decoder.decode(bytes.array(), bytes.arrayOffset(), bytes.length(), mixed.at(), 0);
        if (last != null) {
          last.close();
        }
        last = picture;
      }
      assertThat(last).isNotNull();
      try (Picture seen = last) {
        return Pixels.at(seen, x, y);
      }
    }
  }

  private List<Event.Mixed> mixed(int count) throws InterruptedException {
    List<Event.Mixed> pictures = new ArrayList<>();
    while (pictures.size() < count) {
      pictures.add(next(Event.Mixed.class));
    }
    return pictures;
  }

  @Test
  void two_hosts_are_seen_side_by_side_in_pictures_that_begin_with_an_idr() throws Exception {
    showTwo();
    List<Event.Mixed> pictures = mixed(8);
    assertThat(pictures.getFirst().idr()).isTrue();
    assertThat(pictures.getFirst().arrivedNanos()).isPositive();
    for (int i = 1; i < pictures.size(); i++) {
      long step = pictures.get(i).at() - pictures.get(i - 1).at();
      // A busy machine leaves frames out; those that come stand on the grid.
      assertThat(step % INTERVAL).isBetween(0L, 40L);
    }
    int[] left = look(pictures, WIDTH / 4, HEIGHT / 2);
    int[] right = look(pictures, 3 * WIDTH / 4, HEIGHT / 2);
    assertThat(left[2]).as("red on the left").isGreaterThan(170);
    assertThat(right[1]).as("blue on the right").isGreaterThan(170);
  }

  @Test
  void pictures_come_once_more_smaller_while_somebody_wants_them() throws Exception {
    showTwo();
    mixed(3);
    assertThat(events).noneMatch(Event.Small.class::isInstance);
    mix.small(200_000, false);
    List<Event.Small> small = new ArrayList<>();
    List<Event.Mixed> full = new ArrayList<>();
    while (small.size() < 10) {
      switch (events.poll(20, TimeUnit.SECONDS)) {
        case Event.Small picture -> {
          small.add(picture);
          // The full one of the first may have been among those above.
          if (!full.isEmpty()) {
            assertThat(picture.at()).as("after the same").isEqualTo(full.getLast().at());
          }
        }
        case Event.Mixed picture -> full.add(picture);
        case null -> throw new AssertionError("nothing comes");
        default -> {}
      }
    }
    assertThat(small.getFirst().idr()).isTrue();
    assertThat(registry.get("linkmic.mix.small").gauge().value()).isEqualTo(1);
    List<Event.Mixed> asMixed =
        small.stream()
            .map(s -> new Event.Mixed(s.nalUnits(), s.idr(), s.at(), 0, full.getLast().shown()))
            .toList();
    int[] left = look(asMixed, WIDTH / 8, HEIGHT / 4);
    int[] right = look(asMixed, 3 * WIDTH / 8, HEIGHT / 4);
    assertThat(left[2]).as("red on the left").isGreaterThan(170);
    assertThat(right[1]).as("blue on the right").isGreaterThan(170);
    mix.small(200_000, true);
    long asked = small.getLast().at();
    Event.Small idr = next(Event.Small.class);
    while (!idr.idr()) {
      idr = next(Event.Small.class);
    }
    assertThat(idr.at() - asked).as("before its distance of 1 s").isLessThan(900_000);
    mix.small(0, false);
    long until = now() + 15_000_000;
    while (registry.get("linkmic.mix.small").gauge().value() > 0) {
      next(Event.Mixed.class);
      assertThat(now()).isLessThan(until);
    }
    mixed(3);
  }

  @Test
  void a_layout_and_its_members_change_from_one_picture_to_the_next() throws Exception {
    showTwo();
    List<Event.Mixed> pictures = mixed(3);
    mix.layout(Layout.DEFAULT.with(Template.SINGLE));
    pictures.addAll(mixed(6));
    assertThat(look(pictures, 3 * WIDTH / 4, HEIGHT / 2)[2]).as("a alone").isGreaterThan(170);
    mix.members(List.of(member("b", 1)), null);
    pictures.addAll(mixed(6));
    assertThat(look(pictures, WIDTH / 4, HEIGHT / 2)[1]).as("b alone").isGreaterThan(170);
  }

  @Test
  void each_picture_says_who_is_where_in_it() throws Exception {
    showTwo();
    PictureMix.Shown shown = mixed(3).getLast().shown();
    assertThat(shown.regions())
        .containsExactly(
            new PictureMix.ShownRegion("a", 0, 0, WIDTH / 2, HEIGHT, 0),
            new PictureMix.ShownRegion("b", WIDTH / 2, 0, WIDTH / 2, HEIGHT, 0));
    assertThat(shown.newest()).isEqualTo("b");
    assertThat(now() - shown.newestAt()).isBetween(0L, 20_000_000L);
    mix.layout(Layout.DEFAULT.with(Template.SINGLE).withSequence(9));
    Event.Mixed changed;
    do {
      changed = next(Event.Mixed.class);
    } while (changed.shown().sequence() != 9);
    assertThat(changed.shown().regions())
        .containsExactly(new PictureMix.ShownRegion("a", 0, 0, WIDTH, HEIGHT, 0));
  }

  @Test
  void a_new_bit_rate_is_in_the_figures_of_the_mix_and_of_the_node() throws Exception {
    showTwo();
    mixed(2);
    mix.bitrate(300_000);
    mixed(3);
    assertThat(mix.figures())
        .isEqualTo(new PictureMix.Figures(30, 300_000, mix.figures().missed(), null));
    assertThat(registry.get("linkmic.mix.bitrate").gauge().value()).isEqualTo(300_000);
  }

  /** On a clock that runs a hundred times as fast, any machine is too slow. */
  @Test
  void too_slow_a_machine_draws_fewer_frames_and_keeps_the_distance_of_key_frames()
      throws Exception {
    long began = System.nanoTime();
    try (Mixes slow =
            new Mixes(
                EncoderName.X264,
                () -> (System.nanoTime() - began) / 10,
                new NodeMetrics(new SimpleMeterRegistry()));
        PictureMix late =
            slow.open(
                new PictureMix.Format(WIDTH, HEIGHT, 30, 500_000, 1_000_000), 0, events::add)) {
      late.members(List.of(new Member("a", 0, "a", false, true)), null);
      late.start((System.nanoTime() - began) / 10);
      Event event;
      List<Event.Mixed> pictures = new ArrayList<>();
      do {
        event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        if (event instanceof Event.Mixed mixed) {
          pictures.add(mixed);
        }
      } while (!(event instanceof Event.Degraded));
      assertThat(((Event.Degraded) event).what()).endsWith(" one is drawn.");
      assertThat(late.figures().frameRate()).isLessThanOrEqualTo(15);
      assertThat(late.figures().missed()).isPositive();
      pictures.addAll(mixed(100));
      long idrAt = 0;
      for (Event.Mixed picture : pictures) {
        idrAt = picture.idr() ? picture.at() : idrAt;
        assertThat(picture.at() - idrAt).isLessThan(1_000_000);
      }
    }
  }

  @Test
  void frames_that_a_standstill_made_late_are_drawn_after_it() throws Exception {
    AtomicLong ahead = new AtomicLong();
    BlockingQueue<Event.Mixed> drawn = new LinkedBlockingQueue<>();
    try (Mixes standing =
            new Mixes(EncoderName.X264, () -> now() + ahead.get(), new NodeMetrics(registry));
        PictureMix late =
            standing.open(
                new PictureMix.Format(WIDTH, HEIGHT, 30, 500_000, 1_000_000),
                0,
                event -> {
                  if (event instanceof Event.Mixed mixed) {
                    drawn.add(mixed);
                  }
                })) {
      late.members(List.of(member("a", 0)), null);
      late.picture("a", Plain.unit(RED, 160, 90), now(), System.nanoTime());
      late.start(now());
      // A busy machine may stand still for longer by itself: one whole stretch of several will do.
      boolean whole = false;
      for (int i = 0; i < 6 && !whole; i++) {
        long before = drain(drawn, 20, -1)[0];
        ahead.addAndGet(4 * INTERVAL);
        whole = drain(drawn, 20, before)[1] < 2 * INTERVAL;
      }
      assertThat(whole).isTrue();
    }
  }

  /** The last of so many pictures' times, and the largest step to one from the one before. */
  private static long[] drain(BlockingQueue<Event.Mixed> drawn, int count, long last)
      throws Exception {
    long largest = 0;
    long before = last;
    for (int i = 0; i < count; i++) {
      Event.Mixed next = drawn.poll(20, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      largest = before < 0 ? 0 : Math.max(largest, next.at() - before);
      before = next.at();
    }
    return new long[] {before, largest};
  }

  @Test
  void labels_are_drawn_over_the_pictures() throws Exception {
    showTwo();
    List<Event.Mixed> pictures = mixed(3);
    int[] before = look(pictures, 16, HEIGHT - 16);
    Layout plain = Layout.DEFAULT;
    mix.layout(
        new Layout(
            plain.template(),
            plain.regions(),
            plain.background(),
            true,
            null,
            plain.placeholder(),
            plain.border(),
            plain.crossFade(),
            null,
            1));
    pictures.addAll(mixed(6));
    assertThat(look(pictures, 16, HEIGHT - 16)[2]).as("less red").isLessThan(before[2] - 15);
  }

  @Test
  void a_key_frame_comes_when_one_is_asked_for() throws Exception {
    showTwo();
    List<Event.Mixed> pictures = mixed(20);
    assertThat(pictures.stream().skip(1)).noneMatch(Event.Mixed::idr);
    mix.keyFrame();
    assertThat(mixed(5)).anyMatch(Event.Mixed::idr);
  }

  @Test
  void it_stops_before_the_time_told_and_says_so() throws Exception {
    showTwo();
    long from = mixed(3).getLast().at();
    long until = from + 5 * INTERVAL + 7;
    mix.stop(until);
    List<Event> rest = new ArrayList<>();
    Event event;
    do {
      event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      rest.add(event);
    } while (!(event instanceof Event.Stopped));
    assertThat(rest)
        .filteredOn(Event.Mixed.class::isInstance)
        .allMatch(mixed -> ((Event.Mixed) mixed).at() < until);
    assertThat(events.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void a_stream_that_does_not_begin_with_an_idr_is_asked_for_one() throws Exception {
    mix.members(List.of(member("a", 0)), null);
    AccessUnit idr = Plain.unit(RED, 160, 90);
    byte[] noSlices = idr.nalUnits().copy().array();
    noSlices[4] = (byte) ((noSlices[4] & 0xe0) | 1); // the SPS is no SPS any more
    mix.picture("a", new AccessUnit(Bytes.wrap(noSlices), true, 0, 0), now(), 0);
    assertThat(next(Event.KeyFrameWanted.class).participantId()).isEqualTo("a");
    mix.picture("a", idr, now(), 0);
    assertThat(next(Event.Ready.class).participantId()).isEqualTo("a");
  }

  @Test
  void everything_native_is_freed_at_the_end() throws Exception {
    showTwo();
    mixed(10);
    mix.close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (Picture.open() != openBefore && System.nanoTime() < deadline) {
      events.poll(20, TimeUnit.MILLISECONDS);
    }
    assertThat(Picture.open()).isEqualTo(openBefore);
  }
}
