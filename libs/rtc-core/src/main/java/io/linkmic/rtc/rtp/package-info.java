/**
 * RTP packets, their header extensions and the arithmetic of wrapping counters.
 *
 * <p>Enters: datagrams after SRTP was taken off. Leaves: {@link io.linkmic.rtc.rtp.RtpPacket}
 * values whose payload shares the datagram's array, and the way back. Thread: none of its own;
 * readers and writers are stateless, the unwrappers belong to the owner of the stream. Rules: RFC
 * 3550 §5, RFC 8285 (one- and two-byte header extensions), RFC 4588 (retransmission), RFC 1982
 * (serial numbers).
 */
@NullMarked
package io.linkmic.rtc.rtp;

import org.jspecify.annotations.NullMarked;
