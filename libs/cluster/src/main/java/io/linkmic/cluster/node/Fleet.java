package io.linkmic.cluster.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All nodes at one instant.
 *
 * @param at Redis' clock
 * @param nodes alive, by id
 * @param silent gone without a good-bye within the last ten minutes
 */
public record Fleet(Instant at, List<Seen> nodes, List<Silent> silent) {
  /** Three missed beats (architecture.md §4): such a node gets nobody new. */
  public static final Duration STALE = Duration.ofSeconds(3);

  public static final Fleet EMPTY = new Fleet(Instant.EPOCH, List.of(), List.of());

  public Fleet {
    nodes = List.copyOf(nodes);
    silent = List.copyOf(silent);
  }

  /**
   * @param age since its last beat
   */
  public record Seen(NodeRecord node, Instant beatAt, Duration age) {
    public boolean stale() {
      return age.compareTo(STALE) > 0;
    }
  }

  public record Silent(String nodeId, Instant beatAt) {}

  public Optional<Seen> find(String nodeId) {
    return nodes.stream().filter(seen -> seen.node().nodeId().equals(nodeId)).findFirst();
  }
}
