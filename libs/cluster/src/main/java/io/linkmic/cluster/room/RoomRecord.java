package io.linkmic.cluster.room;

import io.linkmic.contract.room.RoomSettings;
import java.time.Instant;

/**
 * A room's configuration.
 *
 * @param apiKey whose room it is
 * @param version 1 at first, one more with each change; the ETag
 */
public record RoomRecord(
    String roomId,
    String apiKey,
    RoomSettings settings,
    long version,
    Instant createdAt,
    Instant updatedAt) {}
