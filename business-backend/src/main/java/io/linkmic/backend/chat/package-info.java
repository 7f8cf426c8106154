/**
 * The text chat of a broadcast, over Socket.IO.
 *
 * <p>Enters: requests that passed the guards of {@link io.linkmic.socketio}, messages of other
 * instances by Redis pub/sub, mutes by REST. Leaves: rows in PostgreSQL, which are the truth, and
 * events to sockets: each message at most once, in the order of its id. Redis only makes it fast:
 * what it does not bring is fetched from PostgreSQL within one look. Threads: strangers' tokens and
 * everything that waits on virtual ones; who is in which room, and sending, on the one thread of
 * {@code ChatRooms}.
 */
@NullMarked
package io.linkmic.backend.chat;

import org.jspecify.annotations.NullMarked;
