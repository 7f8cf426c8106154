package io.linkmic.node.room;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.egress.RunningEgresses;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * What every room of a node shares.
 *
 * @param closed told the id of a room that ended by itself
 */
record RoomContext(
    MonotonicClock clock,
    IngestGate gate,
    EgressUrlRules egressRules,
    NodeMetrics metrics,
    Logger log,
    RunningEgresses egresses,
    Consumer<String> closed) {}
