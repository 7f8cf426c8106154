/** RTCP compound packets, one record per packet type (RFC 3550, 4585, 5104). */
@NullMarked
package io.linkmic.rtc.rtcp;

import org.jspecify.annotations.NullMarked;
