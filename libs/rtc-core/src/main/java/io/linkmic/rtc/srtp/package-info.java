/**
 * SRTP and SRTCP: RFC 3711 (AES128_CM_HMAC_SHA1_80) and RFC 7714 (AEAD_AES_128_GCM).
 *
 * <p>Enters: RTP and RTCP packets, plain to be protected or protected to be opened, and the keys
 * DTLS yielded (RFC 5764). Leaves: the same arrays, changed in place; whether a packet was
 * authentic is a {@link io.linkmic.rtc.srtp.SrtpStatus}. Nothing of a packet but its header's
 * lengths is looked at before it is authenticated. Thread: the peer's owner.
 *
 * <p>The ciphers are the JDK's own, see {@code docs/decisions/0003-srtp-on-the-jdk.md}.
 */
@NullMarked
package io.linkmic.rtc.srtp;

import org.jspecify.annotations.NullMarked;
