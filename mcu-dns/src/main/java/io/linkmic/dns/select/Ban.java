package io.linkmic.dns.select;

import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.dns.place.Cidr;
import io.linkmic.dns.place.IpAddress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A blacklist entry that can be applied: all conditions that are there must hold. */
record Ban(BlacklistEntry entry, @Nullable Cidr network) {

  /**
   * Empty for what is over at that instant, and for what nobody can read: half a condition applied
   * would forbid more than was meant.
   */
  static Optional<Ban> of(BlacklistEntry entry, Instant now) {
    boolean over = entry.expiresAt() != null && !entry.expiresAt().isAfter(now);
    boolean nothing = entry.nodeId() == null && entry.network() == null && entry.region() == null;
    if (over || nothing) {
      return Optional.empty();
    }
    if (entry.network() == null) {
      return Optional.of(new Ban(entry, null));
    }
    return Cidr.parse(entry.network()).map(network -> new Ban(entry, network));
  }

  boolean isForEveryone() {
    return network == null;
  }

  boolean isForAllNodes() {
    return entry.nodeId() == null && entry.region() == null;
  }

  boolean holdsFor(IpAddress client) {
    return network == null || network.contains(client);
  }

  boolean holdsFor(NodeRecord node) {
    return (entry.nodeId() == null || entry.nodeId().equals(node.nodeId()))
        && (entry.region() == null || entry.region().equals(node.region()));
  }
}
