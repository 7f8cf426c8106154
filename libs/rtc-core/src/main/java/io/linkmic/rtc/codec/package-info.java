/** H.264 (RFC 6184) and Opus (RFC 7587) packetizers and depacketizers, parameter sets. */
@NullMarked
package io.linkmic.rtc.codec;

import org.jspecify.annotations.NullMarked;
