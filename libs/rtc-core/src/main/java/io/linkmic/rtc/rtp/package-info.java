/** RTP packets, header extensions (RFC 8285) and sequence arithmetic (RFC 3550). */
@NullMarked
package io.linkmic.rtc.rtp;

import org.jspecify.annotations.NullMarked;
