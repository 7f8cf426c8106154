package io.linkmic.rtc.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NackGeneratorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration RTT = Duration.ofMillis(80);

  private final RoundTripTime rtt = new RoundTripTime();
  private final NackGenerator nacks = new NackGenerator(Duration.ofMillis(500));

  @Test
  void missing_packets_are_asked_for_at_once_and_once_per_round_trip() {
    nacks.noticed(10, 12, START);
    assertThat(nacks.nextDue()).isEqualTo(START);
    assertThat(askedAt(0)).containsExactly(10L, 11L);
    assertThat(askedAt(50)).isEmpty();
    assertThat(nacks.nextDue()).isEqualTo(START.plusMillis(90));
    assertThat(askedAt(90)).containsExactly(10L, 11L);
  }

  @Test
  void answer_tells_the_round_trip() {
    nacks.noticed(10, 12, START);
    askedAt(0);
    assertThat(nacks.received(10, START.plusMillis(70), rtt)).isTrue();
    assertThat(rtt.get()).isEqualTo(Duration.ofMillis(70));
    askedAt(90);
    // Asked for twice: which NACK does it answer?
    nacks.received(11, START.plusMillis(150), rtt);
    assertThat(rtt.get()).isEqualTo(Duration.ofMillis(70));
    assertThat(nacks.received(12, START.plusMillis(150), rtt)).isFalse();
    assertThat(nacks.nextDue()).isNull();
  }

  @Test
  void round_trip_above_the_first_guess_is_found_in_spite_of_repeated_asking() {
    nacks.noticed(10, 11, START);
    askedAt(0);
    askedAt(110);
    nacks.received(10, START.plusMillis(200), rtt);
    assertThat(rtt.get()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void reordered_packet_tells_no_round_trip() {
    nacks.noticed(10, 11, START);
    askedAt(0);
    nacks.reordered(10);
    assertThat(rtt.measured()).isFalse();
    assertThat(nacks.outstanding()).isZero();
  }

  @Test
  void asking_ends_when_an_answer_could_only_come_too_late() {
    nacks.noticed(10, 11, START);
    List<Long> tries = new ArrayList<>();
    for (int millis = 0; millis <= 600; millis += 5) {
      tries.addAll(askedAt(millis));
    }
    assertThat(tries).hasSize(5); // at 0, 90, 180, 270 and 360; at 450 the answer comes at 530
    assertThat(nacks.takeHopeless()).isTrue();
    assertThat(nacks.takeHopeless()).isFalse();
    assertThat(nacks.nextDue()).isNull();
  }

  @Test
  void asking_ends_after_ten_tries() {
    List<Long> tries = new ArrayList<>();
    nacks.noticed(10, 11, START);
    for (int millis = 0; millis <= 500; millis++) {
      nacks.poll(START.plusMillis(millis), Duration.ofMillis(2), tries::add);
    }
    assertThat(tries).hasSize(10);
  }

  @Test
  void too_many_missing_are_forgotten() {
    assertThat(nacks.noticed(0, 600, START)).isTrue();
    assertThat(nacks.noticed(700, 1200, START)).isFalse();
    assertThat(nacks.outstanding()).isZero();
    assertThat(askedAt(0)).isEmpty();
  }

  @Test
  void released_packets_are_not_asked_for() {
    nacks.noticed(10, 20, START);
    nacks.releasedBelow(18);
    assertThat(askedAt(0)).containsExactly(18L, 19L);
  }

  private List<Long> askedAt(long millis) {
    List<Long> asked = new ArrayList<>();
    nacks.poll(START.plusMillis(millis), RTT, asked::add);
    return asked;
  }
}
