/**
 * RTCP: one record per packet type, compound packets in and out.
 *
 * <p>Enters: datagrams after SRTCP was taken off (compound, or reduced-size by RFC 5506). Leaves:
 * {@link io.linkmic.rtc.rtcp.RtcpPacket} values, and the way back to bytes. Thread: none of its
 * own; all is stateless but the builder of transport-wide feedback, which belongs to its maker.
 * Rules: RFC 3550 §6, RFC 4585, RFC 5104, draft-alvestrand-rmcat-remb-03,
 * draft-holmer-rmcat-transport-wide-cc-extensions-01.
 */
@NullMarked
package io.linkmic.rtc.rtcp;

import org.jspecify.annotations.NullMarked;
