/**
 * Rooms: configurations in Redis, and who runs them. Enters: checked requests. Leaves: changes to
 * {@link io.linkmic.cluster.room.RoomStore}, events, and the owner's program. What two rooms have
 * together, their link, is written in both at once. Thread: the request's.
 */
@NullMarked
package io.linkmic.api.room;

import org.jspecify.annotations.NullMarked;
