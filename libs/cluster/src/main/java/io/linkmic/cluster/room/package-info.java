/**
 * Rooms' configurations, per API key, with versions.
 *
 * <p>Enters: settings that were checked. Leaves: {@link io.linkmic.cluster.room.RoomRecord}s. Where
 * a room runs is the lease's business, not this package's. Any thread that may wait.
 */
@NullMarked
package io.linkmic.cluster.room;

import org.jspecify.annotations.NullMarked;
