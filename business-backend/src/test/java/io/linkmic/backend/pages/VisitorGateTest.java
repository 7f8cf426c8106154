package io.linkmic.backend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitorGateTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final VisitorGate gate = new VisitorGate(() -> now);

  @Test
  void an_address_gets_its_burst_and_is_told_when_the_next_one_comes() {
    drain("192.0.2.1");
    assertThat(gate.ask("192.0.2.1")).isEqualTo(VisitorGate.PER_TICKET);
    now = now.plus(Duration.ofSeconds(4));
    assertThat(gate.ask("192.0.2.1")).isEqualTo(Duration.ofSeconds(6));
    now = now.plus(Duration.ofSeconds(6));
    assertThat(gate.ask("192.0.2.1")).isZero();
    assertThat(gate.ask("192.0.2.1")).isPositive();
  }

  @Test
  void one_address_does_not_take_another_one_s() {
    drain("192.0.2.1");
    assertThat(gate.ask("192.0.2.2")).isZero();
  }

  @Test
  void an_ipv6_customer_is_one_address() {
    drain("2001:db8:1:2::1");
    assertThat(gate.ask("2001:db8:1:2:ffff::9")).isPositive();
    assertThat(gate.ask("2001:db8:1:3::1")).isZero();
  }

  @Test
  void a_refusal_costs_nothing() {
    drain("192.0.2.1");
    for (int i = 0; i < 100; i++) {
      assertThat(gate.ask("192.0.2.1")).isEqualTo(VisitorGate.PER_TICKET);
    }
  }

  @Test
  void forgets_the_address_that_was_quiet_for_longest() {
    drain("192.0.2.1");
    drain("192.0.2.2");
    for (int i = 1; i < VisitorGate.MOST_ADDRESSES; i++) {
      gate.ask("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255));
    }
    assertThat(gate.ask("192.0.2.2")).isPositive();
    assertThat(gate.ask("192.0.2.1")).isZero();
  }

  private void drain(String address) {
    for (int i = 0; i < VisitorGate.BURST; i++) {
      assertThat(gate.ask(address)).isZero();
    }
  }
}
