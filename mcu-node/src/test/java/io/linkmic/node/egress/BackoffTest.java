package io.linkmic.node.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pauses_stay_short_for_a_minute_and_then_grow_to_half_a_minute(long seed) {
    Backoff backoff = new Backoff(new SplittableRandom(seed));
    long waited = 0;
    long longest = 0;
    while (waited < 60_000) {
      long pause = backoff.nextMillis();
      assertThat(pause).as("seed %d", seed).isBetween(100L, 4_000L);
      waited += pause;
    }
    for (int i = 0; i < 100; i++) {
      longest = Math.max(longest, backoff.nextMillis());
    }
    assertThat(longest).as("seed %d", seed).isBetween(20_000L, 30_000L);
    backoff.reset();
    assertThat(backoff.nextMillis()).as("seed %d", seed).isLessThanOrEqualTo(500L);
  }
}
