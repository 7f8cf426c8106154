/**
 * The doors of those who know no Socket.IO: WHIP (RFC 9725) to publish, WHEP to watch.
 *
 * <p>Enters: SDP offers and trickle-ice-sdpfrag (RFC 8840) with a bearer token. Leaves: a seat
 * taken and published to or a feed of the program, answers. Thread: the request's virtual thread.
 */
@NullMarked
package io.linkmic.node.signaling.whip;

import org.jspecify.annotations.NullMarked;
