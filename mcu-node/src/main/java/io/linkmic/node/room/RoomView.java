package io.linkmic.node.room;

import io.linkmic.contract.room.RoomSettings;
import java.time.Instant;
import java.util.List;

/** A room as others see it. */
public record RoomView(
    String roomId, RoomSettings settings, Instant createdAt, List<ParticipantView> participants) {}
