package io.linkmic.backend.broadcast;

import java.time.Instant;

/** That somebody was invited; his ticket is not kept. */
record Invitation(
    String invitationId,
    String name,
    String role,
    String participantId,
    Instant expiresAt,
    Instant createdAt) {}
