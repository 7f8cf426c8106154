/** SRTP and SRTCP (RFC 3711, RFC 7714) by jitsi-srtp. */
@NullMarked
package io.linkmic.rtc.srtp;

import org.jspecify.annotations.NullMarked;
