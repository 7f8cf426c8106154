/**
 * Socket.IO v4 for strangers: netty-socketio behind guards of our own. Every Socket.IO door of ours
 * is a {@code GuardedDoor}.
 *
 * <p>Enters: HTTP and WebSocket bytes of strangers. On the way in, in this order: {@code
 * HandshakeGuard} (who may open a session), {@code FrameGuard} (which WebSocket frames), {@code
 * PacketGuard} (which Socket.IO packets, how many), and only then netty-socketio. Leaves: one
 * {@code ClientRequest} per event to the socket's {@code Visitor}, answers and events to the
 * client. Threads: guards, JSON and visitors on Netty's event loops; a door's own state belongs on
 * its {@code DoorLoop}. Rules: Engine.IO protocol 4, Socket.IO protocol 5, RFC 6455.
 */
@NullMarked
package io.linkmic.socketio;

import org.jspecify.annotations.NullMarked;
