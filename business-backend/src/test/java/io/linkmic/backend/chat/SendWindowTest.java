package io.linkmic.backend.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Without Redis; with it, ChatFleetIT. */
class SendWindowTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong(-5 * SECOND);
  private final SendWindow window =
      new SendWindow(
          new RedisGate(null, nanos::get, () -> {}), 2, Duration.ofSeconds(10), nanos::get);

  private Duration take(String participant) {
    return window.take("b", participant);
  }

  @Test
  void in_any_window_so_many_and_then_the_time_until_the_oldest_leaves_it() {
    assertThat(take("alice")).isZero();
    nanos.addAndGet(4 * SECOND);
    assertThat(take("alice")).isZero();
    assertThat(take("alice")).isEqualTo(Duration.ofMillis(6_001));
    assertThat(take("bob")).isZero();
    nanos.addAndGet(6 * SECOND);
    assertThat(take("alice")).isZero();
    assertThat(take("alice")).isEqualTo(Duration.ofMillis(4_001));
  }

  @Test
  void whoever_is_silent_is_forgotten_and_nobody_else() {
    assertThat(take("alice")).isZero();
    assertThat(take("alice")).isZero();
    window.sweep();
    assertThat(take("alice")).isPositive();
    nanos.addAndGet(10 * SECOND);
    window.sweep();
    assertThat(take("alice")).isZero();
  }
}
