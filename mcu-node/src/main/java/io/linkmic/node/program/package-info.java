/**
 * What the audience sees: one program per room on one continuous timeline.
 *
 * <p>Enters: access units, Opus frames and sender reports of the host on air, and ticks. Leaves:
 * {@link io.linkmic.node.program.ProgramPacket}s with millisecond timestamps for the egress.
 * Thread: the room's {@code RoomLoop} and nobody else. Rules: H.264 is forwarded byte for byte;
 * sound is one never-interrupted AAC encoder on a 1024-sample grid; timestamps come from RTP and
 * capture times or sender reports (RFC 3550 §6.4.1), never from arrival once one is there.
 */
@NullMarked
package io.linkmic.node.program;

import org.jspecify.annotations.NullMarked;
