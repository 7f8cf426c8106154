package io.linkmic.api.node;

import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds rooms' owners. Any thread that may wait; throws {@code RedisUnavailable}. */
@Component
public class Locations {
  /**
   * A quarter of a beat: nothing that is decided here notices, and Redis is asked 4 times a second.
   */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final RoomLeases leases;
  private final NodeRegistry registry;
  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

  private record Seen(Fleet fleet, long at) {}

  Locations(RoomLeases leases, NodeRegistry registry) {
    this.leases = leases;
    this.registry = registry;
  }

  /** The nodes, at most 250 ms old. */
  public Fleet fleet() {
    Seen last = seen.get();
    long now = System.nanoTime();
    if (last != null && now - last.at() < FRESH_NANOS) {
      return last.fleet();
    }
    Fleet fleet = registry.fleet();
    seen.set(new Seen(fleet, now));
    return fleet;
  }

  public Location find(String roomId) {
    return leases
        .find(roomId)
        .map(lease -> locate(lease, fleet()))
        .orElseGet(Location.Nowhere::new);
  }

  /** Of those of the rooms that run, by room. */
  public Map<String, Location> find(Collection<String> roomIds) {
    Map<String, Lease> held = leases.find(roomIds);
    Map<String, Location> found = new HashMap<>();
    if (!held.isEmpty()) {
      Fleet fleet = fleet();
      held.forEach((roomId, lease) -> found.put(roomId, locate(lease, fleet)));
    }
    return found;
  }

  /** A lease holds while its node lives with the same incarnation. */
  private static Location locate(Lease lease, Fleet fleet) {
    Optional<Fleet.Seen> owner =
        fleet
            .find(lease.nodeId())
            .filter(node -> node.node().incarnation().equals(lease.incarnation()));
    if (owner.isEmpty()) {
      return new Location.Nowhere();
    }
    return owner.get().stale()
        ? new Location.Silent(lease)
        : new Location.Running(lease, owner.get().node());
  }
}
