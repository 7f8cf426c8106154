/**
 * The RTMP door: one connection from its handshake to its end, and the commands of RTMP §7.2.
 *
 * <p>Enters: a socket's bytes. Leaves: publications and viewers in {@link
 * io.linkmic.origin.stream.StreamDirectory}, and the replies clients expect. Thread: the
 * connection's event loop.
 */
@NullMarked
package io.linkmic.origin.session;

import org.jspecify.annotations.NullMarked;
