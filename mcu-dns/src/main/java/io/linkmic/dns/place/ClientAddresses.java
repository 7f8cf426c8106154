package io.linkmic.dns.place;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the connection's address, or what proxies that are trusted say of it. A header of
 * anybody else is worth nothing. Any thread.
 */
public final class ClientAddresses {
  // A request passes a CDN, a balancer and an ingress; longer chains are made up.
  private static final int LONGEST_CHAIN = 16;

  private final List<Cidr> trusted;

  public ClientAddresses(List<Cidr> trustedProxies) {
    this.trusted = List.copyOf(trustedProxies);
  }

  public boolean isTrustedProxy(IpAddress address) {
    for (int i = 0; i < trusted.size(); i++) {
      if (trusted.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Goes back from the connection through the proxies, and stops at the first that is not ours or
   * that nobody can read.
   *
   * @param forwardedFor all {@code X-Forwarded-For} headers joined by commas, or null
   */
  public IpAddress client(IpAddress connection, @Nullable String forwardedFor) {
    if (forwardedFor == null || !isTrustedProxy(connection)) {
      return connection;
    }
    IpAddress client = connection;
    int end = forwardedFor.length();
    for (int i = 0; i < LONGEST_CHAIN && end >= 0; i++) {
      int comma = forwardedFor.lastIndexOf(',', end - 1);
      var said = IpAddress.parse(forwardedFor.substring(comma + 1, end).trim());
      if (said.isEmpty()) {
        return client;
      }
      client = said.get();
      if (!isTrustedProxy(client)) {
        return client;
      }
      end = comma;
    }
    return client;
  }
}
