package io.linkmic.rtc.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyFrameRequesterTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration RTT = Duration.ofMillis(100);

  private final KeyFrameRequester requester = new KeyFrameRequester();

  @Test
  void request_goes_out_at_once_and_again_until_an_idr_comes() {
    assertThat(poll(0)).isFalse();
    requester.request(START, RTT);
    assertThat(poll(0)).isTrue();
    assertThat(poll(399)).isFalse();
    requester.request(START.plusMillis(399), RTT);
    assertThat(poll(399)).isFalse();
    assertThat(poll(400)).isTrue();
    requester.satisfied();
    assertThat(requester.nextDue()).isNull();
    assertThat(poll(900)).isFalse();
  }

  @Test
  void requests_are_a_round_trip_apart() {
    requester.request(START, RTT);
    poll(0);
    requester.satisfied();
    requester.request(START.plusMillis(20), RTT);
    assertThat(requester.nextDue()).isEqualTo(START.plusMillis(100));
    assertThat(poll(99)).isFalse();
    assertThat(poll(100)).isTrue();
  }

  @Test
  void sender_that_never_answers_is_asked_more_slowly() {
    requester.request(START, RTT);
    int asked = 0;
    for (int millis = 0; millis < 20_000; millis += 10) {
      asked += poll(millis) ? 1 : 0;
    }
    assertThat(asked).isBetween(13, 15);
  }

  @Test
  void idr_that_should_come_by_itself_is_asked_for_if_it_does_not() {
    requester.requestNotBefore(START.plusMillis(200));
    assertThat(poll(199)).isFalse();
    assertThat(poll(200)).isTrue();
  }

  private boolean poll(long millis) {
    return requester.poll(START.plusMillis(millis), RTT);
  }
}
