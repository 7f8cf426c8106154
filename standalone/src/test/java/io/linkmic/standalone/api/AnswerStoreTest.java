package io.linkmic.standalone.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.standalone.api.AnswerStore.Answer;
import io.linkmic.standalone.api.AnswerStore.Beginning;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerStoreTest {
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AnswerStore store = new AnswerStore(() -> now);

  @Test
  void the_first_is_done_and_the_second_is_told_the_same() {
    assertThat(store.begin("a", BODY)).isInstanceOf(Beginning.First.class);
    Answer answer = new Answer(201, "application/json", "/v1/rooms/x", BODY);
    store.end("a", answer);
    assertThat(store.begin("a", BODY)).isEqualTo(new Beginning.Known(answer));
  }

  @Test
  void a_second_while_the_first_is_running_is_in_flight() {
    store.begin("a", BODY);
    assertThat(store.begin("a", BODY)).isInstanceOf(Beginning.InFlight.class);
  }

  @Test
  void another_body_under_the_same_key_is_refused() {
    store.begin("a", BODY);
    assertThat(store.begin("a", "{\"name\":1}".getBytes(UTF_8)))
        .isInstanceOf(Beginning.OtherBody.class);
  }

  @Test
  void what_failed_by_our_fault_may_be_tried_again() {
    store.begin("a", BODY);
    store.end("a", null);
    assertThat(store.begin("a", BODY)).isInstanceOf(Beginning.First.class);
  }

  @Test
  void a_day_later_it_is_forgotten() {
    store.begin("a", BODY);
    store.end("a", new Answer(201, null, null, BODY));
    now = now.plus(AnswerStore.KEPT).plus(Duration.ofSeconds(1));
    assertThat(store.begin("a", BODY)).isInstanceOf(Beginning.First.class);
  }

  @Test
  void the_oldest_goes_when_there_are_too_many() {
    for (int i = 0; i <= AnswerStore.MOST; i++) {
      store.begin("key-" + i, BODY);
      store.end("key-" + i, new Answer(201, null, null, BODY));
    }
    assertThat(store.begin("key-0", BODY)).isInstanceOf(Beginning.First.class);
    assertThat(store.begin("key-" + AnswerStore.MOST, BODY)).isInstanceOf(Beginning.Known.class);
  }
}
