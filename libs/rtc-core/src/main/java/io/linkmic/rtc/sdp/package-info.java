/** SDP (RFC 8866) and offer/answer as browsers, FFmpeg and GStreamer write it (RFC 8829, 9429). */
@NullMarked
package io.linkmic.rtc.sdp;

import org.jspecify.annotations.NullMarked;
