/**
 * DTLS 1.2 in both roles over Bouncy Castle, and the SRTP keys it yields (RFC 6347, 5764, 8827).
 *
 * <p>Enters: DTLS datagrams from paths ICE has validated, wake-ups, the fingerprints of the SDP.
 * Leaves: {@link io.linkmic.rtc.dtls.DtlsOutput}: datagrams to send, keys, the end; and when to
 * wake next. Thread: the peer's owner. Bouncy Castle's handshake blocks, so it runs on a thread of
 * its own in strict lockstep with the owner, see {@code docs/decisions/0002-dtls-in-lockstep.md}.
 */
@NullMarked
package io.linkmic.rtc.dtls;

import org.jspecify.annotations.NullMarked;
