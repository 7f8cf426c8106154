/**
 * This node among the others: registers, beats, owns rooms by lease, drains, tells what happens.
 *
 * <p>Enters: joins of the doors, ends of rooms, a beat a second. Leaves: rooms in {@link
 * io.linkmic.node.room.NodeRooms} under an epoch, events in Redis, or a refusal that says where to
 * go or when to come back. While Redis is away everything that runs goes on and nothing new begins.
 * Threads: claims, beats and releases on one thread ({@code Registrar}), events on another.
 */
@NullMarked
package io.linkmic.node.cluster;

import org.jspecify.annotations.NullMarked;
