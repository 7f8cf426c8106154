/**
 * RTMP on the wire: handshake, chunk stream, protocol control messages (Adobe's "Real Time
 * Messaging Protocol", 2012, chapters 5 to 7).
 *
 * <p>Enters: bytes of one connection, in order, borrowed for the call. Leaves: whole {@link
 * io.linkmic.origin.rtmp.RtmpMessage}s whose payload the receiver owns, or the reason why the bytes
 * are not RTMP; and, the other way, chunked bytes. Thread: that of the connection. Knows nothing of
 * streams, viewers or commands.
 */
@NullMarked
package io.linkmic.origin.rtmp;

import org.jspecify.annotations.NullMarked;
