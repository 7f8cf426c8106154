package io.linkmic.node.room;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.egress.RunningEgresses;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.telemetry.NodeMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What every room of a node shares.
 *
 * @param watcher told what happens, and of each room that ended
 */
record RoomContext(
    MonotonicClock clock,
    IngestGate gate,
    FeedGate feeds,
    EgressUrlRules egressRules,
    NodeMetrics metrics,
    Logger log,
    RunningEgresses egresses,
    PictureMix.@Nullable Gate mixes,
    RoomWatcher watcher) {}
