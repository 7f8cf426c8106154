/** DTLS 1.2 handshake in both roles over Bouncy Castle, and the SRTP keys it yields (RFC 5764). */
@NullMarked
package io.linkmic.rtc.dtls;

import org.jspecify.annotations.NullMarked;
