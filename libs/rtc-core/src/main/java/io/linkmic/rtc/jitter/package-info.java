/** Packets in, ordered access units and Opus frames out. */
@NullMarked
package io.linkmic.rtc.jitter;

import org.jspecify.annotations.NullMarked;
