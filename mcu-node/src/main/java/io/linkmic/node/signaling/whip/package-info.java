/**
 * The WHIP door (RFC 9725) and the place where WHEP will be.
 *
 * <p>Enters: SDP offers and trickle-ice-sdpfrag (RFC 8840) with a bearer token. Leaves: a seat
 * taken and published to, answers. Thread: the request's virtual thread.
 */
@NullMarked
package io.linkmic.node.signaling.whip;

import org.jspecify.annotations.NullMarked;
