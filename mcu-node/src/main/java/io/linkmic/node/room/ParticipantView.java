package io.linkmic.node.room;

/** A participant as the others see it. */
public record ParticipantView(
    String participantId,
    String name,
    boolean publishing,
    boolean audioMuted,
    boolean videoMuted) {}
