/**
 * STUN messages (RFC 8489) as far as ICE needs them: binding requests and their answers, integrity
 * and fingerprint.
 *
 * <p>Enters: datagrams whose first byte says STUN (RFC 7983). Leaves: {@link
 * io.linkmic.rtc.stun.StunMessage} values, or the bytes of a message to send. Thread: none of its
 * own; a {@link io.linkmic.rtc.stun.StunKey} belongs to one thread at a time.
 */
@NullMarked
package io.linkmic.rtc.stun;

import org.jspecify.annotations.NullMarked;
