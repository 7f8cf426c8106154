package io.linkmic.contract.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param schema version of this shape, {@link #SCHEMA}
 * @param id unique and stable: the same on every delivery
 * @param type one of {@link EventType}'s words
 * @param roomId null for events of a node
 * @param apiKey whose room it is; null for events of a node
 * @param nodeId null where no node had a part in it
 * @param epoch of the node's lease on the room; 0 without a lease
 * @param sequence one more with each event of the room (or of the node); begins at Redis' clock in
 *     milliseconds, so that it never falls back
 * @param at by Redis' clock
 * @param data flat JSON values, as {@link EventType} says
 */
public record ClusterEvent(
    int schema,
    String id,
    String type,
    @Nullable String roomId,
    @Nullable String apiKey,
    @Nullable String nodeId,
    long epoch,
    long sequence,
    Instant at,
    Map<String, Object> data) {
  public static final int SCHEMA = 1;
}
