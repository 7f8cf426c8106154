package io.linkmic.contract.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** DNS as tests want it. */
public final class Resolvers {
  private Resolvers() {}

  /** Every name has these addresses; without any, only literal addresses are known. */
  public static HostResolver of(String... addresses) {
    return host ->
        addresses.length == 0
            ? List.of(InetAddress.getAllByName(literal(host)))
            : Arrays.stream(addresses).map(Resolvers::address).toList();
  }

  private static String literal(String host) throws UnknownHostException {
    if (!host.matches("[0-9.]+|.*:.*")) {
      throw new UnknownHostException(host);
    }
    return host;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
