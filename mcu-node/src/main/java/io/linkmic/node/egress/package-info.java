/**
 * Pushes the program to RTMP(S) targets.
 *
 * <p>Enters: {@link io.linkmic.node.program.ProgramPacket}s on the room's thread. Leaves: FLV tags
 * by libavformat. Thread: one per target, which owns its native output; between room and target
 * stands a bounded queue that drops whole GOPs. A lost target is tried again with growing, jittered
 * pauses and starts with sequence headers and an IDR on the same timeline.
 */
@NullMarked
package io.linkmic.node.egress;

import org.jspecify.annotations.NullMarked;
