package io.linkmic.node.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.media.encode.EncoderName;
import io.linkmic.media.encode.EncoderSettings;
import io.linkmic.media.encode.VideoEncoder;
import io.linkmic.media.picture.Canvas;
import io.linkmic.media.picture.Rectangle;
import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.program.VideoConfig;
import io.linkmic.rtc.bytes.Bytes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncoderRateTest {
  private static final int FULL = 2_500_000;
  private static final long TICK = 40_000;

  private final EncoderRate rate = new EncoderRate();
  private long now = 1_000_000;

  private int ask(long queueMillis, long micros) {
    int asked = 0;
    for (long end = now + micros; now < end; now += TICK) {
      asked = rate.follow(depth(queueMillis), FULL, now);
    }
    return asked;
  }

  private static EgressQueue.Depth depth(long millis) {
    return new EgressQueue.Depth(millis, millis * 300, 0);
  }

  @Test
  void a_target_that_keeps_up_gets_all() {
    assertThat(ask(0, 60_000_000)).isEqualTo(FULL);
    assertThat(ask(190, 60_000_000)).isEqualTo(FULL);
  }

  @Test
  void a_queue_that_stays_long_takes_a_quarter_twice_a_second_down_to_a_fifth() {
    assertThat(ask(600, 200_000)).isEqualTo(FULL);
    assertThat(ask(600, TICK)).isEqualTo(1_875_000);
    assertThat(ask(600, 480_000)).isEqualTo(1_875_000);
    assertThat(ask(600, 200_000)).isEqualTo(1_406_250);
    assertThat(ask(600, 30_000_000)).isEqualTo(500_000);
    assertThat(rate.follow(depth(600), 1_000_000, now)).isEqualTo(300_000);
    assertThat(rate.follow(depth(600), 200_000, now)).isEqualTo(200_000);
  }

  @Test
  void a_queue_that_shrinks_is_waited_for() {
    for (long queue = 1_500; queue > 0; queue -= 10) {
      assertThat(ask(queue, TICK)).isEqualTo(FULL);
    }
  }

  @Test
  void after_five_calm_seconds_it_climbs_back_by_a_twelfth_a_second() {
    ask(600, 800_000);
    int low = ask(0, 4_960_000);
    assertThat(low).isEqualTo(1_406_250);
    assertThat(ask(0, 120_000)).isEqualTo(1_518_750);
    assertThat(ask(0, 3_000_000)).isLessThan(FULL);
    assertThat(ask(0, 10_000_000)).isEqualTo(FULL);
  }

  @Test
  void what_is_neither_long_nor_empty_stays_as_it_is() {
    ask(600, 800_000);
    assertThat(ask(150, 60_000_000)).isEqualTo(1_406_250);
  }

  /** Pictures of x264 through a real queue to a target that takes half of what it is sent. */
  @Test
  void a_target_that_takes_half_the_rate_loses_no_picture() {
    Push followed = push(true);
    Push stubborn = push(false);
    System.out.printf(
        "Half the rate: followed %d dropped, deepest %d ms, %d kbit/s at the end; else %d dropped%n",
        followed.dropped(), followed.deepest(), followed.last() / 1000, stubborn.dropped());
    assertThat(stubborn.dropped()).isPositive();
    assertThat(followed.dropped()).isZero();
    assertThat(followed.last()).isLessThan(FULL / 10 * 6);
  }

  private record Push(long dropped, long deepest, int last) {}

  private static Push push(boolean follows) {
    EncoderRate rate = new EncoderRate();
    EgressQueue queue = new EgressQueue();
    VideoConfig config = new VideoConfig(Bytes.EMPTY, Bytes.EMPTY, List.of(), 320, 180, "High");
    Random random = new Random(3);
    long deepest = 0;
    double budget = 0;
    int last = FULL;
    try (Canvas canvas = new Canvas(320, 180);
        VideoEncoder encoder =
            VideoEncoder.open(EncoderName.X264, new EncoderSettings(320, 180, 25, 1, FULL, 50))) {
      for (int frame = 0; frame < 25 * 20; frame++) {
        for (int y = 0; y < 180; y += 4) {
          for (int x = 0; x < 320; x += 4) {
            canvas.fill(new Rectangle(x, y, 4, 4), random.nextInt(1 << 24));
          }
        }
        encoder.encode(
            canvas,
            frame,
            false,
            (nalUnits, idr, pts) ->
                queue.offer(
                    new ProgramPacket.Video(Bytes.wrap(nalUnits), pts * 40, idr, config, 0)));
        // After four seconds the target takes only 1.25 Mbit/s, and no more at once than a tenth of
        // a second's.
        double taken = frame < 100 ? 2 * FULL : FULL / 2.0;
        budget = Math.min(budget + taken / 8 / 25, taken / 8 / 10);
        budget -= drain(queue, budget);
        deepest = Math.max(deepest, queue.depth().millis());
        if (follows) {
          last = rate.follow(queue.depth(), FULL, frame * TICK);
          encoder.bitrate(last);
        }
      }
    }
    return new Push(queue.depth().droppedFrames(), deepest, last);
  }

  private static long drain(EgressQueue queue, double budget) {
    long taken = 0;
    try {
      while (taken < budget && queue.depth().bytes() > 0) {
        ProgramPacket packet = queue.take(0);
        taken += packet == null ? 0 : packet.size();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return taken;
  }
}
