/**
 * Rooms: one writer each.
 *
 * <p>Enters: commands of the doors ({@link io.linkmic.node.room.Seat}), of mcu-api and of the media
 * path. Leaves: answers, events to {@link io.linkmic.node.room.SeatListener}, media to the program.
 * Thread: every room's state is touched only by its {@code RoomLoop}.
 */
@NullMarked
package io.linkmic.node.room;

import org.jspecify.annotations.NullMarked;
