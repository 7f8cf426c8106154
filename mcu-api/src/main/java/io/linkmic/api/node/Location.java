package io.linkmic.api.node;

import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.node.NodeRecord;

/** Where a room runs. */
public sealed interface Location {
  /** No node runs it: it was never joined, was empty too long, or its node is gone. */
  record Nowhere() implements Location {}

  /** At a node that beats. */
  record Running(Lease lease, NodeRecord node) implements Location {}

  /** At a node that missed three beats: it may still push media, but must not be waited for. */
  record Silent(Lease lease) implements Location {}
}
