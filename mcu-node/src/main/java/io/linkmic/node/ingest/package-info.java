/**
 * One peer per publisher: an offer comes in, access units and sound go to the room.
 *
 * <p>Enters: SDP offers from the room's thread, {@link io.linkmic.rtc.peer.PeerEvent}s on the
 * edge's thread. Leaves: calls of {@link io.linkmic.node.room.IngestListener}. {@link
 * io.linkmic.node.ingest.IngestPath} lists every step a packet takes. RFC 8829, RFC 9429.
 */
@NullMarked
package io.linkmic.node.ingest;

import org.jspecify.annotations.NullMarked;
