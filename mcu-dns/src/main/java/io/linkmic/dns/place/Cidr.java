package io.linkmic.dns.place;

import java.util.Optional;

/**
 * A network (RFC 4632).
 *
 * @param network its first address; the host bits are zero
 * @param bits of 128; an IPv4 prefix counts 96 more
 */
public record Cidr(IpAddress network, int bits) {
  private static final int V4_BITS_BEFORE = 96;

  /** {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address; host bits are ignored. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    boolean v4 = address.get().isV4();
    int most = v4 ? 32 : 128;
    int bits = slash < 0 ? most : number(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      return Optional.empty();
    }
    int all = v4 ? bits + V4_BITS_BEFORE : bits;
    return Optional.of(new Cidr(masked(address.get(), all), all));
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return Integer.parseInt(text);
  }

  static IpAddress masked(IpAddress address, int bits) {
    long high = bits >= 64 ? address.high() : address.high() & mask(bits);
    long low = bits <= 64 ? 0 : address.low() & mask(bits - 64);
    return new IpAddress(high, low);
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : bits == 64 ? -1L : -1L << (64 - bits);
  }

  public boolean contains(IpAddress address) {
    if (bits <= 64) {
      return bits == 0 || ((address.high() ^ network.high()) & mask(bits)) == 0;
    }
    return address.high() == network.high()
        && ((address.low() ^ network.low()) & mask(bits - 64)) == 0;
  }
}
