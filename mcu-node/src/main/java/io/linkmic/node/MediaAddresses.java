package io.linkmic.node;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where hosts send their media.
 *
 * @param told in candidates, the best first; never empty
 */
public record MediaAddresses(List<InetSocketAddress> told) {
  public MediaAddresses {
    told = List.copyOf(told);
  }
}
