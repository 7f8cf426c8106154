/**
 * The Socket.IO v4 door of the node.
 *
 * <p>Enters: requests that passed the guards of {@link io.linkmic.socketio}. Leaves: commands to a
 * {@link io.linkmic.node.room.Seat}, answers and events. Threads: tokens of handshakes are verified
 * on Netty's event loop; everything about sessions, seats and tickets happens on the one thread of
 * the {@link io.linkmic.socketio.DoorLoop}.
 */
@NullMarked
package io.linkmic.node.signaling.socketio;

import org.jspecify.annotations.NullMarked;
