package io.linkmic.dns.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.dns.place.IpAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
  private long now;

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private AddressLimits limits(int perSecond, int burst, boolean loopbackToo) {
    return new AddressLimits(perSecond, burst, loopbackToo, () -> now);
  }

  @Test
  void a_burst_passes_and_then_so_many_a_second() {
    AddressLimits limits = limits(10, 20, false);
    for (int i = 0; i < 20; i++) {
      assertThat(limits.refuse(ip("192.0.2.1"))).isZero();
    }
    assertThat(limits.refuse(ip("192.0.2.1"))).isPositive();
    assertThat(limits.refuse(ip("192.0.2.2"))).as("another address").isZero();
    int passed = 0;
    for (int i = 0; i < 1_000; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(10);
      passed += limits.refuse(ip("192.0.2.1")) == 0 ? 1 : 0;
    }
    assertThat(passed).isBetween(99, 101);
  }

  @Test
  void a_network_of_one_ipv6_customer_is_one_address() {
    AddressLimits limits = limits(1, 1, false);
    assertThat(limits.refuse(ip("2001:db8:0:1::1"))).isZero();
    assertThat(limits.refuse(ip("2001:db8:0:1:ffff::2"))).isPositive();
    assertThat(limits.refuse(ip("2001:db8:0:2::1"))).isZero();
  }

  @Test
  void this_machine_is_limited_only_when_told_so() {
    AddressLimits open = limits(1, 1, false);
    AddressLimits closed = limits(1, 1, true);
    closed.refuse(ip("127.0.0.1"));
    open.refuse(ip("127.0.0.1"));
    assertThat(open.refuse(ip("127.0.0.1"))).isZero();
    assertThat(closed.refuse(ip("127.0.0.1"))).isPositive();
    AddressLimits none = limits(0, 1, true);
    none.refuse(ip("192.0.2.1"));
    assertThat(none.refuse(ip("192.0.2.1"))).isZero();
  }

  @Test
  void a_million_addresses_do_not_fill_the_memory() {
    AddressLimits limits = limits(1, 1, false);
    for (int i = 0; i < 1_000_000; i++) {
      limits.refuse(new IpAddress(0, 0xFFFF_0000_0000L | i));
    }
    assertThat(limits.addresses()).isLessThanOrEqualTo(100_000);
  }
}
