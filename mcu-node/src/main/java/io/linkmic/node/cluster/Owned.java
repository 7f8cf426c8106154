package io.linkmic.node.cluster;

import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.room.RoomRecord;

/**
 * A room this node runs.
 *
 * @param record its configuration as last read
 * @param born which data set of Redis the configuration was read from; another one has lost it
 */
record Owned(Lease lease, RoomRecord record, long born) {
  Owned with(RoomRecord changed) {
    return new Owned(lease, changed, born);
  }

  Owned in(long newBorn) {
    return new Owned(lease, record, newBorn);
  }
}
