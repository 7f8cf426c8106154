package io.linkmic.node.room;

import io.linkmic.contract.event.EventType;
import java.util.Map;

/**
 * Something that others may want to hear of.
 *
 * @param epoch of the lease under which the room runs, 0 where there is none
 * @param data as {@link EventType} says
 */
public record RoomEvent(String roomId, long epoch, EventType type, Map<String, Object> data) {}
