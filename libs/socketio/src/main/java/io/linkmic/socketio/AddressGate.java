package io.linkmic.socketio;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** How many connections and handshakes one address may have. Any thread. */
final class AddressGate {
  /** 100 bytes each: 6 MB at most; a flood from more addresses is refused, not remembered. */
  private static final int MAXIMUM_ADDRESSES = 65_536;

  /** File descriptors of a usual process; each connection is one. */
  private static final int MAXIMUM_CONNECTIONS = 20_000;

  private final int connectionsPerAddress;
  private final int handshakesPerSecond;
  private final int handshakeBurst;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Visitor> visitors = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();

  AddressGate(
      int connectionsPerAddress,
      int handshakesPerSecond,
      int handshakeBurst,
      LongSupplier nanoTime) {
    this.connectionsPerAddress = connectionsPerAddress;
    this.handshakesPerSecond = handshakesPerSecond;
    this.handshakeBurst = handshakeBurst;
    this.nanoTime = nanoTime;
  }

  private static final class Visitor {
    final TokenBucket handshakes;
    final AtomicInteger connections = new AtomicInteger();

    Visitor(TokenBucket handshakes) {
      this.handshakes = handshakes;
    }

    boolean isIdle() {
      return connections.get() == 0 && handshakes.isFull();
    }
  }

  /** A new connection; when true, {@link #disconnected} must follow. */
  boolean connect(SocketAddress address) {
    if (connections.incrementAndGet() > MAXIMUM_CONNECTIONS) {
      connections.decrementAndGet();
      return false;
    }
    boolean[] accepted = {false};
    visitors.compute(
        key(address),
        (key, known) -> {
          Visitor visitor = known;
          if (visitor == null) {
            if (visitors.size() >= MAXIMUM_ADDRESSES) {
              return null;
            }
            visitor = new Visitor(new TokenBucket(handshakesPerSecond, handshakeBurst, nanoTime));
          }
          if (visitor.connections.get() < connectionsPerAddress) {
            visitor.connections.incrementAndGet();
            accepted[0] = true;
          }
          return visitor;
        });
    if (!accepted[0]) {
      connections.decrementAndGet();
    }
    return accepted[0];
  }

  void disconnected(SocketAddress address) {
    connections.decrementAndGet();
    visitors.computeIfPresent(
        key(address),
        (key, visitor) -> {
          visitor.connections.decrementAndGet();
          return visitor.isIdle() ? null : visitor;
        });
  }

  boolean handshake(SocketAddress address) {
    Visitor visitor = visitors.get(key(address));
    return visitor != null && visitor.handshakes.tryTake();
  }

  /** Forgets addresses that went away with their buckets still filling. */
  void sweep() {
    visitors.values().removeIf(Visitor::isIdle);
  }

  int addresses() {
    return visitors.size();
  }

  /** IPv6 customers get a /64 each: its 2⁶⁴ addresses are one visitor. */
  private static String key(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return "unknown";
    }
    InetAddress host = inet.getAddress();
    return host instanceof Inet6Address
        ? HexFormat.of().formatHex(host.getAddress(), 0, 8)
        : host.getHostAddress();
  }
}
