package io.linkmic.dns.place;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits, IPv4 as {@code ::ffff:a.b.c.d} (RFC 4291 §2.5.5.2), so that
 * comparing with a network is two operations.
 */
public record IpAddress(long high, long low) {
  private static final long MAPPED = 0xFFFF_0000_0000L;
  private static final int LONGEST_LITERAL = 45;

  public static IpAddress of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return new IpAddress(0, MAPPED | Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt()));
    }
    ByteBuffer both = ByteBuffer.wrap(bytes);
    return new IpAddress(both.getLong(), both.getLong());
  }

  /** A literal without port, brackets or zone; empty for anything else. Never asks a resolver. */
  public static Optional<IpAddress> parse(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    if (text.length() > LONGEST_LITERAL
        || text.indexOf('%') >= 0
        || text.startsWith("[")
        || (!v6 && !fourNumbers(text))) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The JDK also takes {@code 1.2} and {@code 16909060}; addresses of proxies are never so. */
  private static boolean fourNumbers(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots == 3;
  }

  public boolean isV4() {
    return high == 0 && (low >>> 32) == 0xFFFFL;
  }

  public boolean isLoopback() {
    return isV4() ? (low & 0xFF00_0000L) == 0x7F00_0000L : high == 0 && low == 1;
  }

  public InetAddress toInetAddress() {
    try {
      byte[] bytes =
          isV4()
              ? ByteBuffer.allocate(4).putInt((int) low).array()
              : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  @Override
  public String toString() {
    return toInetAddress().getHostAddress();
  }
}
