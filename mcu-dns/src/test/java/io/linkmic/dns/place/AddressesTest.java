package io.linkmic.dns.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private final ClientAddresses clients =
      new ClientAddresses(List.of(cidr("10.0.0.0/8"), cidr("2001:db8:1::/48")));

  private static Cidr cidr(String text) {
    return Cidr.parse(text).orElseThrow();
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @Test
  void literals_are_read_and_nothing_else() {
    assertThat(ip("192.0.2.1")).hasToString("192.0.2.1");
    assertThat(ip("::ffff:192.0.2.1")).isEqualTo(ip("192.0.2.1"));
    assertThat(ip("2001:db8::1").isV4()).isFalse();
    assertThat(ip("::1").isLoopback()).isTrue();
    assertThat(ip("127.8.8.8").isLoopback()).isTrue();
    for (String no :
        List.of(
            "",
            "1",
            "1.2",
            "1.2.3",
            "1.2.3.256",
            "1.2.3.4.5",
            "a.b.c.d",
            "localhost",
            "::1%eth0",
            "[::1]",
            "1.2.3.4:80",
            ":",
            ":::",
            "0x7f.0.0.1",
            " 1.2.3.4",
            "1..2.3",
            "é.1.1.1",
            "1".repeat(1_000))) {
      assertThat(IpAddress.parse(no)).as(no).isEmpty();
    }
  }

  @Test
  void networks_contain_what_their_bits_say() {
    assertThat(cidr("192.0.2.0/24").contains(ip("192.0.2.255"))).isTrue();
    assertThat(cidr("192.0.2.0/24").contains(ip("192.0.3.0"))).isFalse();
    assertThat(cidr("0.0.0.0/0").contains(ip("255.1.1.1"))).isTrue();
    assertThat(cidr("0.0.0.0/0").contains(ip("2001:db8::1"))).isFalse();
    assertThat(cidr("::/0").contains(ip("2001:db8::1"))).isTrue();
    assertThat(cidr("192.0.2.9/24")).as("host bits are ignored").isEqualTo(cidr("192.0.2.0/24"));
    assertThat(cidr("192.0.2.9")).isEqualTo(cidr("192.0.2.9/32"));
    for (String no :
        List.of(
            "",
            "/",
            "1.2.3.4/",
            "1.2.3.4/33",
            "::/129",
            "1.2.3.4/-1",
            "x/8",
            "1.2.3.4/8/8",
            "1.2.3.4/٨")) {
      assertThat(Cidr.parse(no)).as(no).isEmpty();
    }
  }

  @Test
  void containing_is_comparing_the_first_bits() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      IpAddress a = new IpAddress(random.nextLong(), random.nextLong());
      int bits = random.nextInt(129);
      IpAddress b = random.nextBoolean() ? flip(a, random.nextInt(128)) : a;
      boolean same = bits(a).shiftRight(128 - bits).equals(bits(b).shiftRight(128 - bits));
      Cidr network = new Cidr(Cidr.masked(a, bits), bits);
      assertThat(network.contains(b)).as("%s/%d %s", a, bits, b).isEqualTo(same);
    }
  }

  private static IpAddress flip(IpAddress a, int bit) {
    return bit < 64
        ? new IpAddress(a.high() ^ (1L << (63 - bit)), a.low())
        : new IpAddress(a.high(), a.low() ^ (1L << (127 - bit)));
  }

  private static BigInteger bits(IpAddress a) {
    return new BigInteger(Long.toUnsignedString(a.high()))
        .shiftLeft(64)
        .or(new BigInteger(Long.toUnsignedString(a.low())));
  }

  @Test
  void the_longest_prefix_tells() {
    NetworkTable table =
        new NetworkTable(
            List.of(
                new NetworkTable.Entry(cidr("192.0.0.0/8"), "wide", ""),
                new NetworkTable.Entry(cidr("192.0.2.0/24"), "narrow", ""),
                new NetworkTable.Entry(cidr("2001:db8::/32"), "six", "")));
    assertThat(table.find(ip("192.0.2.1")).region()).isEqualTo("narrow");
    assertThat(table.find(ip("192.9.9.9")).region()).isEqualTo("wide");
    assertThat(table.find(ip("2001:db8::5")).region()).isEqualTo("six");
    assertThat(table.find(ip("198.51.100.1"))).isNull();
  }

  @Test
  void only_our_own_proxies_are_believed() {
    IpAddress stranger = ip("203.0.113.5");
    assertThat(clients.client(stranger, "192.0.2.1")).isEqualTo(stranger);
    assertThat(clients.client(ip("10.0.0.1"), null)).isEqualTo(ip("10.0.0.1"));
    assertThat(clients.client(ip("10.0.0.1"), "192.0.2.1")).isEqualTo(ip("192.0.2.1"));
    assertThat(clients.client(ip("10.0.0.1"), "6.6.6.6, 192.0.2.1, 10.0.0.2"))
        .as("what the client put in front is not believed")
        .isEqualTo(ip("192.0.2.1"));
    assertThat(clients.client(ip("10.0.0.1"), "10.0.0.9,10.0.0.2")).isEqualTo(ip("10.0.0.9"));
    assertThat(clients.client(ip("2001:db8:1::1"), "2001:db8:2::7")).isEqualTo(ip("2001:db8:2::7"));
  }

  @Test
  void a_header_that_nobody_can_read_ends_the_way_back() {
    for (String bad : List.of("", ",", ",,,", "unknown", "1.2.3.4, nonsense", "_hidden, ")) {
      assertThat(clients.client(ip("10.0.0.1"), bad)).as(bad).isEqualTo(ip("10.0.0.1"));
    }
    assertThat(clients.client(ip("10.0.0.1"), "nonsense, 192.0.2.1")).isEqualTo(ip("192.0.2.1"));
    assertThat(clients.client(ip("10.0.0.1"), "10.0.0.2,".repeat(500) + "10.0.0.3"))
        .as("bounded")
        .isEqualTo(ip("10.0.0.2"));
  }
}
