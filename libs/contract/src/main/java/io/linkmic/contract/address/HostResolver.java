package io.linkmic.contract.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Name to addresses; tests inject theirs. */
@FunctionalInterface
public interface HostResolver {
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** The system's. */
  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
