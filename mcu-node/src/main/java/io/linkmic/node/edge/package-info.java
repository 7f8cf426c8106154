/**
 * The node's one UDP socket.
 *
 * <p>Enters: datagrams of all hosts. Leaves: {@link io.linkmic.rtc.peer.PeerEvent}s to each peer's
 * {@link io.linkmic.node.edge.PeerListener}, datagrams back. Thread: one Netty event loop owns the
 * socket, the address table and every {@code Peer}. Rules: RFC 7983 demultiplexing by the first
 * byte; hosts are told apart by the ICE user name fragment (RFC 8445) and then by address; nothing
 * is sent to an address that has not passed an authenticated check.
 */
@NullMarked
package io.linkmic.node.edge;

import org.jspecify.annotations.NullMarked;
