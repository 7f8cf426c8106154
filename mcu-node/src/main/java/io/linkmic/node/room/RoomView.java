package io.linkmic.node.room;

import io.linkmic.contract.room.RoomSettings;
import java.time.Instant;
import java.util.List;

/**
 * A room as others see it.
 *
 * @param epoch of the lease under which it runs, 0 where there is none
 */
public record RoomView(
    String roomId,
    RoomSettings settings,
    Instant createdAt,
    long epoch,
    List<ParticipantView> participants) {}
