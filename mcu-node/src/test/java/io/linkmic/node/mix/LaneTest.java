package io.linkmic.node.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderSettings;
import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.DecoderDevice;
import io.linkmic.media.picture.Picture;
import io.linkmic.node.program.PictureMix.Event;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real pictures, a decoder pool that works when the test says so, virtual time. */
class LaneTest {
  private static final long INTERVAL = 33_333;
  private static final int GOP = 30;

  private final List<Event> events = new ArrayList<>();
  private final Deque<Runnable> pool = new ArrayDeque<>();
  private final long openBefore = Picture.open();
  private long now = 1_000_000;
  private int missed;
  private final Lane lane =
      new Lane(
          "a",
          new Decoding(pool::add, DecoderDevice.software()),
          () -> now,
          events::add,
          () -> missed++);
  private final List<AccessUnit> clip = clip();
  private int sent;

  private static List<AccessUnit> clip() {
    List<AccessUnit> units = new ArrayList<>();
    try (Canvas canvas = new Canvas(64, 64);
        VideoEncoder encoder =
            VideoEncoder.open(EncoderName.X264, new EncoderSettings(64, 64, 30, 1, 100_000, GOP))) {
      for (int i = 0; i < 3 * GOP; i++) {
        canvas.fill(i * 0x010203);
        encoder.encode(
            canvas,
            i,
            false,
            (nalUnits, idr, pts) -> units.add(new AccessUnit(Bytes.wrap(nalUnits), idr, 0, 0)));
      }
    }
    return units;
  }

  @AfterEach
  void everything_native_is_freed() {
    lane.close();
    decode();
    lane.abandon();
    assertThat(Picture.open()).isEqualTo(openBefore);
  }

  /** The host's next pictures, in real time, with nobody who decodes. */
  private void send(int count) {
    for (int i = 0; i < count; i++) {
      now += INTERVAL;
      lane.offer(clip.get(sent++), now, 1);
    }
  }

  private void decode() {
    Runnable turn;
    while ((turn = pool.poll()) != null) {
      turn.run();
    }
  }

  private void sendAndDecode(int count) {
    for (int i = 0; i < count; i++) {
      send(1);
      decode();
    }
  }

  /** How long ago the picture that is seen now was due; ms. */
  private long age() {
    lane.advance(now);
    Picture seen = lane.picture();
    assertThat(seen).isNotNull();
    return (now - seen.micros()) / 1000;
  }

  private long asked() {
    return events.stream().filter(Event.KeyFrameWanted.class::isInstance).count();
  }

  @Test
  void what_waited_too_long_is_left_out_up_to_the_idr_that_is_here() {
    sendAndDecode(5);
    send(GOP);
    decode();
    assertThat(age()).as("from the IDR on").isZero();
    assertThat(asked()).isZero();
  }

  @Test
  void without_an_idr_one_is_asked_for_once_and_the_last_picture_stays() {
    sendAndDecode(5);
    send(20);
    decode();
    assertThat(asked()).isEqualTo(1);
    assertThat(age()).as("the fifth picture still").isEqualTo(20 * INTERVAL / 1000);
    sendAndDecode(4);
    assertThat(asked()).isEqualTo(1);
    sendAndDecode(2);
    assertThat(age()).as("shown again from the next IDR on").isZero();
  }

  @Test
  void a_short_wait_is_caught_up_with() {
    sendAndDecode(5);
    send(14);
    decode();
    assertThat(asked()).isZero();
    assertThat(age()).isZero();
  }

  @Test
  void a_host_is_never_seconds_late_while_the_pool_is_too_slow() {
    sendAndDecode(1);
    long oldest = 0;
    for (int round = 0; round < 3; round++) {
      send(25);
      decode();
      sendAndDecode(1);
      oldest = Math.max(oldest, age());
    }
    assertThat(oldest).isLessThan(1_000);
  }

  @Test
  void the_only_idr_is_shown_however_late_it_is() {
    send(25);
    decode();
    assertThat(events).contains(new Event.Ready("a"));
  }

  @Test
  void a_picture_that_comes_after_its_frame_was_drawn_is_counted() {
    sendAndDecode(2);
    lane.advance(now);
    assertThat(missed).isZero();
    send(1);
    lane.advance(now);
    decode();
    now += INTERVAL;
    lane.advance(now);
    assertThat(missed).isEqualTo(1);
  }
}
