package io.linkmic.api.fleet;

import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import java.time.Duration;
import java.time.Instant;

/**
 * A node that beats, or did a few seconds ago.
 *
 * @param state by its beats: {@code "live"}; {@code "stale"} when three were missed
 * @param age since its last beat
 * @param offered whether it may get new rooms, as far as beats and drain go
 */
record NodeView(
    String nodeId,
    String region,
    String isp,
    String signalingUrl,
    String whipUrl,
    NodeRecord.Probe probe,
    String version,
    Instant startedAt,
    boolean draining,
    String state,
    boolean offered,
    Instant beatAt,
    Duration age,
    NodeLoad load) {

  static NodeView of(Fleet.Seen seen) {
    NodeRecord node = seen.node();
    return new NodeView(
        node.nodeId(),
        node.region(),
        node.isp(),
        node.signalingUrl(),
        node.whipUrl(),
        node.probe(),
        node.version(),
        node.startedAt(),
        node.draining(),
        seen.stale() ? "stale" : "live",
        !seen.stale() && !node.draining(),
        seen.beatAt(),
        seen.age(),
        node.load());
  }
}
