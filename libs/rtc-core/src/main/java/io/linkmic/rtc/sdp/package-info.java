/**
 * SDP (RFC 8866) and offer/answer (RFC 3264, 8829, 9429) as browsers, FFmpeg and GStreamer write
 * it.
 *
 * <p>Enters: the other side's text and what we are ({@link io.linkmic.rtc.sdp.LocalSession}).
 * Leaves: our text and a {@link io.linkmic.rtc.sdp.NegotiatedSession}, or a refusal with one
 * sentence. Thread: any; nothing here has a state. Nothing is looked up, and what a stranger wrote
 * never makes it throw.
 */
@NullMarked
package io.linkmic.rtc.sdp;

import org.jspecify.annotations.NullMarked;
