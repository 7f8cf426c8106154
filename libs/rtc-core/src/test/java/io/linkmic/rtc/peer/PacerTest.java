package io.linkmic.rtc.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.rtp.ExtensionMap;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Pacer pacer = new Pacer();
  private final List<Duration> left = new ArrayList<>();
  private Instant now = START;
  private final TrackOut track =
      new TrackOut(
          PeerPair.video(false, List.of()),
          new MediaSender() {
            @Override
            public boolean isConnected() {
              return true;
            }

            @Override
            public Bytes send(RtpPacket packet, ExtensionMap extensions) {
              left.add(Duration.between(START, now));
              return packet.payload();
            }

            @Override
            public void sendAgain(Bytes datagram) {}
          },
          new TransportSequence(),
          new Random(1));

  @Test
  void the_first_packet_leaves_at_once_and_the_last_within_ten_milliseconds() {
    picture(50);
    assertThat(left).containsExactly(Duration.ZERO);
    runFor(Duration.ofMillis(10));
    assertThat(left).hasSize(50).isSorted();
    assertThat(left.getLast()).isGreaterThan(Duration.ofMillis(9));
    assertThat(pacer.nextDue()).isNull();
  }

  @Test
  void a_small_picture_of_a_fast_stream_is_not_stretched() {
    for (int i = 0; i < 250; i++) {
      picture(20);
      runFor(Duration.ofMillis(20));
    }
    left.clear();
    Duration begin = Duration.between(START, now);
    picture(5);
    runFor(Duration.ofMillis(10));
    // 50 pictures a second of 20 packets are 1000; 2.5 times that leaves 0.4 ms for each.
    assertThat(left).hasSize(5);
    assertThat(left.getLast().minus(begin)).isLessThan(Duration.ofMillis(2));
  }

  @Test
  void a_coarse_timer_makes_small_bursts_and_no_delay() {
    picture(40);
    for (int tick = 0; tick < 2; tick++) {
      now = now.plusMillis(5);
      pacer.poll(now);
    }
    assertThat(left).hasSize(40);
    for (Duration at : List.of(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(10))) {
      assertThat(Collections.frequency(left, at)).isLessThanOrEqualTo(21);
    }
  }

  @Test
  void what_gathers_while_nobody_polls_leaves_with_the_next_poll() {
    for (int i = 0; i < 10; i++) {
      picture(10);
      now = now.plusMillis(33);
    }
    pacer.poll(now);
    assertThat(left).hasSize(100);
  }

  private void picture(int packets) {
    List<RtpPacket> all = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      all.add(new RtpPacket(false, 96, i, 0, 1, RtpExtensions.NONE, Bytes.wrap(new byte[1100])));
    }
    pacer.poll(now);
    pacer.add(track, all, now);
    pacer.poll(now);
  }

  private void runFor(Duration time) {
    Instant end = now.plus(time);
    for (Instant due = pacer.nextDue(); due != null && !due.isAfter(end); due = pacer.nextDue()) {
      now = due;
      pacer.poll(now);
    }
    now = end;
  }
}
