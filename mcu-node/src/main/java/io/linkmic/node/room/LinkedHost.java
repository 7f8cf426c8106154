package io.linkmic.node.room;

/**
 * A room's own host, as it is told to the rooms that it is linked to.
 *
 * @param name shown to people, may be empty
 * @param publishing false while its connection is lost and may come back
 * @param audio whether its stream has sound
 * @param audioMuted by itself or by its room's operator
 * @param videoMuted its camera is off
 * @param gain on its sound in its own room's program, 1 for unchanged
 */
public record LinkedHost(
    String participantId,
    String name,
    boolean publishing,
    boolean audio,
    boolean audioMuted,
    boolean videoMuted,
    double gain) {}
