package io.linkmic.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration STALE = Duration.ofHours(1);

  private static Duration longest(int failures, Duration failing) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 20_000; i++) {
      Duration wait = Backoff.USUAL.after(failures, failing, random);
      assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMillis(100));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }

  @Test
  void the_bound_doubles_from_one_second() {
    assertThat(longest(1, FRESH)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
    assertThat(longest(2, FRESH)).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
    assertThat(longest(4, FRESH)).isBetween(Duration.ofMillis(7900), Duration.ofSeconds(8));
  }

  @Test
  void for_a_quarter_of_an_hour_it_asks_every_15_seconds_at_least_later_every_5_minutes() {
    assertThat(longest(100, FRESH)).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(15));
    assertThat(longest(100, STALE)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    assertThat(longest(Integer.MAX_VALUE, STALE)).isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void those_that_failed_together_do_not_come_back_together() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    long distinct =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> Backoff.USUAL.after(5, FRESH, random))
            .distinct()
            .count();
    assertThat(distinct).isGreaterThan(80);
  }
}
