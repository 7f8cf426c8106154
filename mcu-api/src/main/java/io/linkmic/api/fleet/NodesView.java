package io.linkmic.api.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.linkmic.cluster.node.Fleet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fleet.
 *
 * @param at Redis' clock
 * @param silent gone without a good-bye within the last ten minutes
 * @param nextCursor left out on the last page
 */
record NodesView(
    Instant at,
    List<NodeView> items,
    List<Fleet.Silent> silent,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}
