package io.linkmic.api.participant;

/**
 * Somebody in a running room.
 *
 * @param audioMuted by itself or by an operator
 * @param role {@code host}, {@code cohost} or {@code audience}, which does not publish
 * @param gain on its sound in the program, 1 for unchanged
 */
record ParticipantView(
    String participantId,
    String name,
    boolean publishing,
    boolean audioMuted,
    boolean videoMuted,
    String role,
    double gain) {}
