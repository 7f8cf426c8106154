package io.linkmic.node.cluster;

import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRecord;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.node.relay.PeerRooms;
import io.linkmic.node.relay.Whereabouts;
import io.linkmic.node.room.RoomDirectory;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Finds linked rooms by their leases and their nodes' own records. Threads that may wait. */
final class LeasedPeers implements PeerRooms {
  // A quarter of a beat: however many links there are, the fleet is read four times a second.
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final RoomDirectory rooms;
  private final RoomLeases leases;
  private final NodeRegistry registry;
  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

  private record Seen(Fleet fleet, long at) {}

  LeasedPeers(RoomDirectory rooms, RoomLeases leases, NodeRegistry registry) {
    this.rooms = rooms;
    this.leases = leases;
    this.registry = registry;
  }

  @Override
  public Whereabouts find(String roomId) {
    if (rooms.find(roomId).isPresent()) {
      return new Whereabouts.Here();
    }
    try {
      return leases
          .find(roomId)
          .map(this::owner)
          .orElseGet(() -> new Whereabouts.Ended("The linked room does not run."));
    } catch (RedisUnavailable e) {
      return new Whereabouts.Unknown("The node cannot reach its fleet.");
    }
  }

  /** A lease holds while its node lives with the same incarnation. */
  private Whereabouts owner(Lease lease) {
    Optional<Fleet.Seen> owner =
        fleet()
            .find(lease.nodeId())
            .filter(node -> node.node().incarnation().equals(lease.incarnation()));
    if (owner.isEmpty()) {
      return new Whereabouts.Unknown("The linked room's node has gone away.");
    }
    if (owner.get().stale()) {
      return new Whereabouts.Unknown("The linked room's node does not answer.");
    }
    NodeRecord node = owner.get().node();
    try {
      URI control = URI.create(node.controlUrl().replaceAll("/+$", ""));
      return new Whereabouts.There(node.nodeId(), control, lease.epoch());
    } catch (IllegalArgumentException e) {
      return new Whereabouts.Unknown("The linked room's node has no usable address.");
    }
  }

  private Fleet fleet() {
    Seen last = seen.get();
    long now = System.nanoTime();
    if (last != null && now - last.at() < FRESH_NANOS) {
      return last.fleet();
    }
    Fleet fleet = registry.fleet();
    seen.set(new Seen(fleet, now));
    return fleet;
  }
}
