/**
 * The whole WebRTC endpoint as one state machine: {@code Input → Output}.
 *
 * <p>Enters: datagrams, wake-ups and the owner's wishes, each with its {@code Instant}. Leaves:
 * datagrams to send, events (access units, sound, sender reports), the next wake-up and its reason.
 * Thread: whoever owns the peer; it never blocks and reads no clock. Composes RFC 8445 (lite and a
 * plain client), RFC 5764, RFC 3711, RFC 3550/4585/4588 and RFC 8285.
 */
@NullMarked
package io.linkmic.rtc.peer;

import org.jspecify.annotations.NullMarked;
