/**
 * The doors through which clients' messages become room commands: {@code socketio} and {@code
 * whip}.
 *
 * <p>Enters: strangers' messages. Leaves: verified {@link io.linkmic.node.room.Participant}s and
 * their commands to a {@link io.linkmic.node.room.Seat}. What both doors need lives here.
 */
@NullMarked
package io.linkmic.node.signaling;

import org.jspecify.annotations.NullMarked;
