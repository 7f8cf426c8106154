/**
 * The Socket.IO v4 door: netty-socketio behind guards of our own.
 *
 * <p>Enters: HTTP and WebSocket bytes of strangers. On the way in, in this order: {@code
 * HandshakeGuard} (who may open a session), {@code FrameGuard} (which WebSocket frames), {@code
 * PacketGuard} (which Socket.IO packets, how many), and only then netty-socketio. Leaves: commands
 * to a {@link io.linkmic.node.room.Seat}, answers and events. Threads: guards and JSON on Netty's
 * event loops; everything about sessions, seats and tickets on the one thread of {@code DoorLoop}.
 */
@NullMarked
package io.linkmic.node.signaling.socketio;

import org.jspecify.annotations.NullMarked;
