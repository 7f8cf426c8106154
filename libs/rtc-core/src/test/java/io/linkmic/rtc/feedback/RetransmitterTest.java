package io.linkmic.rtc.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.rtp.RtpExtensions;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetransmitterTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Retransmitter retransmitter = new Retransmitter();
  private final RoundTripTime rtt = new RoundTripTime();

  @Test
  void missing_packet_is_sent_again_once_on_a_good_path() {
    send(0, 100);
    rtt.sample(Duration.ofMillis(40));
    retransmitter.requested(50, START, rtt);
    assertThat(repeated(0)).containsExactly(50);
    assertThat(repeated(100)).isEmpty();
  }

  @Test
  void request_that_crossed_the_answer_is_ignored() {
    send(0, 100);
    rtt.sample(Duration.ofMillis(40));
    retransmitter.requested(50, START, rtt);
    repeated(0);
    retransmitter.requested(50, START.plusMillis(29), rtt);
    assertThat(repeated(29)).isEmpty();
    retransmitter.requested(50, START.plusMillis(30), rtt);
    assertThat(repeated(30)).containsExactly(50);
  }

  @Test
  void full_queue_gets_one_copy_of_each() {
    send(0, 100);
    rtt.sample(Duration.ofMillis(40));
    rtt.sample(Duration.ofMillis(340));
    for (int lost = 0; lost < 100; lost += 2) {
      retransmitter.requested(lost, START, rtt);
    }
    assertThat(repeated(200)).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void lossy_path_gets_copies_apart_from_each_other() {
    send(0, 100);
    for (int lost = 0; lost < 100; lost += 4) {
      retransmitter.requested(lost, START, rtt);
    }
    repeated(0);
    send(100, 200);
    retransmitter.requested(150, START.plusMillis(50), rtt);
    assertThat(repeated(49)).doesNotContain(150);
    assertThat(repeated(50)).contains(150);
    assertThat(repeated(59)).doesNotContain(150);
    assertThat(repeated(60)).contains(150);
  }

  @Test
  void copies_follow_from_the_loss() {
    assertThat(Retransmitter.copies(0.01, 0.045)).isEqualTo(1);
    assertThat(Retransmitter.copies(0.05, 0.045)).isEqualTo(2);
    assertThat(Retransmitter.copies(0.2, 0.045)).isEqualTo(2);
    assertThat(Retransmitter.copies(0.3, 0.045)).isEqualTo(3);
    assertThat(Retransmitter.copies(0.3, 0.005)).isEqualTo(5);
    assertThat(Retransmitter.copies(0.9, 0.005)).isEqualTo(5);
  }

  @Test
  void old_and_unknown_packets_are_not_sent_again() {
    send(0, 10);
    retransmitter.requested(5, START.plusMillis(1001), rtt);
    retransmitter.requested(500, START, rtt);
    assertThat(retransmitter.nextDue()).isNull();
  }

  private void send(int from, int to) {
    for (int number = from; number < to; number++) {
      var packet =
          new RtpPacket(false, 96, number, 0, 1, RtpExtensions.NONE, Bytes.wrap(new byte[100]));
      retransmitter.sent(packet, Bytes.wrap(new byte[112]), START);
    }
  }

  private List<Integer> repeated(long millis) {
    List<Integer> numbers = new ArrayList<>();
    retransmitter.poll(
        START.plusMillis(millis), (packet, datagram) -> numbers.add(packet.sequenceNumber()));
    return numbers;
  }
}
