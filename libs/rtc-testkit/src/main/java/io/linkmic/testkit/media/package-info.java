/**
 * Makers of media that looks real to everything but a decoder: H.264 access units with readable
 * parameter sets, and Opus packets.
 *
 * <p>Enters: rates and a seed. Leaves: {@link io.linkmic.rtc.codec.AccessUnit}s and {@link
 * io.linkmic.rtc.codec.OpusFrame}s that carry their own number. Thread: any one. ITU-T H.264 §7.3,
 * RFC 6716 §3.
 */
@NullMarked
package io.linkmic.testkit.media;

import org.jspecify.annotations.NullMarked;
