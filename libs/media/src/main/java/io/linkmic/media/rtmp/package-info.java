/**
 * RTMP(S) out: libavformat's FLV muxer over its RTMP protocol.
 *
 * <p>Enters: H.264 access units in AVC form and raw AAC packets with their milliseconds. Leaves:
 * FLV tags on a connection (or in a file, for tests), and results as values. Thread: one thread
 * owns an {@link io.linkmic.media.rtmp.RtmpOutput}; any thread may interrupt it. Rules: Adobe RTMP
 * 1.0, FLV 10.1 annex E.
 */
@NullMarked
package io.linkmic.media.rtmp;

import org.jspecify.annotations.NullMarked;
