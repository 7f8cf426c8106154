package io.linkmic.cluster.lease;

import io.linkmic.cluster.redis.Keys;
import java.util.Optional;

/**
 * A node's right to run a room.
 *
 * @param incarnation of the node's process; another start of the same node does not hold it
 * @param epoch higher than that of every lease on this room before it
 */
public record Lease(String roomId, String nodeId, String incarnation, long epoch) {

  /** As stored; empty when a newer LinkMic wrote it. */
  static Optional<Lease> parse(String roomId, String stored) {
    String[] parts = stored.split(" ", 4);
    if (parts.length != 4 || !parts[0].equals(Integer.toString(Keys.SCHEMA))) {
      return Optional.empty();
    }
    return Optional.of(new Lease(roomId, parts[2], parts[3], Long.parseLong(parts[1])));
  }
}
