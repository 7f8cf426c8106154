/**
 * What is inside the RTP payloads: H.264 and Opus.
 *
 * <p>Enters: ordered RTP payloads of one picture or one Opus packet, and access units to send.
 * Leaves: {@link io.linkmic.rtc.codec.AccessUnit} and {@link io.linkmic.rtc.codec.OpusFrame} with
 * the coded bytes untouched, and payloads no larger than asked for. Thread: none of its own; all is
 * stateless. Rules: RFC 6184 (modes 0 and 1), RFC 7587, RFC 6716 §3, ITU-T H.264 §7.3.
 */
@NullMarked
package io.linkmic.rtc.codec;

import org.jspecify.annotations.NullMarked;
