package io.linkmic.node;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which addresses hosts are told to send their media to. */
final class PublicAddresses {
  // More candidates only lengthen the host's checks.
  private static final int MAX_ADDRESSES = 4;

  private PublicAddresses() {}

  /** Configured ones; else the bind address; else this machine's own, loopback last. */
  static List<InetSocketAddress> of(NodeProperties node, InetSocketAddress bound) {
    int port = bound.getPort();
    if (!node.publicAddresses().isEmpty()) {
      return node.publicAddresses().stream().map(a -> new InetSocketAddress(a, port)).toList();
    }
    if (!bound.getAddress().isAnyLocalAddress()) {
      return List.of(bound);
    }
    return ofInterfaces().stream().map(a -> new InetSocketAddress(a, port)).toList();
  }

  private static List<InetAddress> ofInterfaces() {
    List<InetAddress> found = new ArrayList<>();
    try {
      for (NetworkInterface nic : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (nic.isUp() && !nic.isLoopback()) {
          nic.inetAddresses()
              .filter(a -> a instanceof Inet4Address && !a.isLinkLocalAddress())
              .forEach(found::add);
        }
      }
    } catch (SocketException none) {
      // Without readable interfaces loopback still works, and the log shows what hosts are told.
    }
    List<InetAddress> told =
        new ArrayList<>(found.subList(0, Math.min(found.size(), MAX_ADDRESSES - 1)));
    told.add(InetAddress.getLoopbackAddress());
    return told;
  }
}
