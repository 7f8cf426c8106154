/**
 * One peer per receiver: hosts who watch the others or the program, and WHEP players.
 *
 * <p>Enters: SDP offers, access units and sound on the room's thread, {@link
 * io.linkmic.rtc.peer.PeerEvent}s on the edge's. Leaves: media to the peer at the edge, calls of
 * {@link io.linkmic.node.room.FeedListener}. {@link io.linkmic.node.feed.FeedPath} lists what
 * happens to a picture on its way. RFC 8829, RFC 3550 §6.4.1.
 */
@NullMarked
package io.linkmic.node.feed;

import org.jspecify.annotations.NullMarked;
