package io.linkmic.cluster;

import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.cluster.node.NodeRecord;
import java.time.Instant;

/** Nodes for tests. */
public final class Nodes {
  private Nodes() {}

  public static NodeRecord node(String nodeId, String incarnation) {
    return new NodeRecord(
        nodeId,
        incarnation,
        "cn-north",
        "",
        null,
        null,
        "http://127.0.0.1:8084",
        "http://127.0.0.1:8083/whip/rooms",
        new NodeRecord.Probe("127.0.0.1", 10_000),
        "http://127.0.0.1:8083",
        "0.1.0",
        Instant.EPOCH,
        false,
        new NodeLoad(0.25, 0.1, 1_000_000, 0, 0, 3, 500, 7, 2, 3));
  }
}
