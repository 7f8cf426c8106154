package io.linkmic.contract.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses the IANA special-purpose registries (RFC 6890) call globally reachable. Any
 * thread.
 */
public final class GlobalAddresses {
  private GlobalAddresses() {}

  public static boolean isGlobal(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return switch (address) {
      case Inet4Address v4 -> isGlobal4(v4.getAddress(), 0);
      case Inet6Address v6 -> isGlobal6(v6.getAddress());
      default -> false;
    };
  }

  private static boolean isGlobal4(byte[] bytes, int at) {
    int a = bytes[at] & 0xFF;
    int b = bytes[at + 1] & 0xFF;
    int c = bytes[at + 2] & 0xFF;
    return switch (a) {
      case 0, 10, 127 -> false; // this network, private, loopback
      case 100 -> b < 64 || b > 127; // 100.64/10 carrier-grade NAT
      case 169 -> b != 254; // link-local, and clouds' metadata
      case 172 -> b < 16 || b > 31;
      case 192 -> // private; 192.0.0/24, TEST-NET-1, 6to4 relays
          !(b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99));
      case 198 -> !(b == 18 || b == 19 || (b == 51 && c == 100)); // benchmarks, TEST-NET-2
      case 203 -> !(b == 0 && c == 113); // TEST-NET-3
      default -> a < 224; // multicast, reserved, broadcast
    };
  }

  private static boolean isGlobal6(byte[] bytes) {
    int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    if (first == 0x64 && second == 0xFF9B) {
      return isZero(bytes, 4, 12) && isGlobal4(bytes, 12); // NAT64 reaches whatever it embeds
    }
    if (first == 0x2002) {
      return isGlobal4(bytes, 2); // 6to4 likewise
    }
    if (first == 0x2001 && (second < 0x200 || second == 0xDB8)) {
      return false; // IETF protocol assignments with Teredo; documentation
    }
    if (first == 0x3FFF && second < 0x1000) {
      return false; // RFC 9637 documentation
    }
    return (first & 0xE000) == 0x2000; // only 2000::/3 is assigned for global unicast
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
