package io.linkmic.rtc.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Literal IP addresses, read without any look-up. */
final class Literals {
  // Eight groups of four and their colons, or an embedded IPv4 address.
  private static final int MAX_LENGTH = 45;

  private Literals() {}

  static Optional<InetAddress> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
  }

  private static Optional<InetAddress> ipv4(String text) {
    List<String> parts = Words.split(text, '.');
    // Counts the dots too: "1..2.3.4" has four parts.
    if (parts.size() != 4 || text.chars().filter(c -> c == '.').count() != 3) {
      return Optional.empty();
    }
    byte[] address = new byte[4];
    for (int i = 0; i < address.length; i++) {
      int octet = Decimal.parse(parts.get(i), 255);
      if (octet == Decimal.NONE) {
        return Optional.empty();
      }
      address[i] = (byte) octet;
    }
    try {
      return Optional.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  private static Optional<InetAddress> ipv6(String text) {
    // No scope ("%eth0"): it names an interface of the sender's machine.
    if (!text.chars().allMatch(c -> HexFormat.isHexDigit(c) || c == ':' || c == '.')) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As {@code c=} wants it: {@code IN IP4 192.0.2.1}. */
  static String connection(InetSocketAddress address) {
    return (address.getAddress() instanceof Inet6Address ? "IN IP6 " : "IN IP4 ") + text(address);
  }

  static String text(InetSocketAddress address) {
    String text = address.getAddress().getHostAddress();
    int scope = text.indexOf('%'); // Means nothing on another machine.
    return scope < 0 ? text : text.substring(0, scope);
  }
}
