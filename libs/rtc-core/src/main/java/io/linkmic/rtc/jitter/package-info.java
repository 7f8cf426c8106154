/**
 * Packets in, ordered media out.
 *
 * <p>Enters: RTP packets with their unwrapped sequence numbers and arrival times, already decrypted
 * and freed of RTX (RFC 4588). Leaves: decodable {@link io.linkmic.rtc.codec.AccessUnit}s and
 * ordered {@link io.linkmic.rtc.codec.OpusFrame}s, each the moment it is complete: without loss the
 * buffers add no latency. Thread: the peer's owner. RFC 3550 §A.1 for sequence numbers, RFC 6184
 * for pictures, RFC 7587 for sound.
 */
@NullMarked
package io.linkmic.rtc.jitter;

import org.jspecify.annotations.NullMarked;
