package io.linkmic.api.link;

import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.contract.room.RoomLink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a link, with what the room's node says of it.
 *
 * @param linkId the same on both sides
 * @param roomId the room that was asked about
 * @param peerRoomId whose hosts it shows
 * @param state {@code waiting, connecting, live, retrying}; waiting until both rooms run
 * @param participantIds the other room's hosts, by the ids they have in this room
 * @param lastError null when all is well
 */
record LinkView(
    String linkId,
    String roomId,
    String peerRoomId,
    Instant createdAt,
    String state,
    List<String> participantIds,
    @Nullable String lastError) {

  static LinkView of(String roomId, RoomLink link, LinkStatus status) {
    return new LinkView(
        link.linkId(),
        roomId,
        link.peerRoomId(),
        link.createdAt(),
        status.state(),
        status.participantIds(),
        status.lastError());
  }

  /**
   * Of a link that no node has told of.
   *
   * @param running whether both rooms run: their nodes take the link up within two seconds
   */
  static LinkView of(String roomId, RoomLink link, boolean running) {
    return new LinkView(
        link.linkId(),
        roomId,
        link.peerRoomId(),
        link.createdAt(),
        running ? "connecting" : "waiting",
        List.of(),
        null);
  }
}
