/**
 * When to ask again and what to report: NACK, PLI, receiver and sender reports, transport-cc, and
 * the sender's answers to them.
 *
 * <p>Enters: which packets arrived, were missed or were sent, and when. Leaves: what to put into
 * RTCP and which packets to send again. Thread: the peer's owner. RFC 3550 §6.4 and §A.8, RFC 4585,
 * RFC 4588, draft-holmer-rmcat-transport-wide-cc-extensions-01.
 */
@NullMarked
package io.linkmic.rtc.feedback;

import org.jspecify.annotations.NullMarked;
