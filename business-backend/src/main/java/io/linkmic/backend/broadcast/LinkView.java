package io.linkmic.backend.broadcast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One side of a link of two broadcasts.
 *
 * @param linkId the same for both
 * @param peer whose hosts are shown; null when it is not the caller's to see
 * @param createdAt as mcu-api says it
 * @param state {@code waiting, connecting, live, retrying}; waiting until both rooms run
 * @param participantIds the other broadcast's hosts, by the ids they have in this room
 * @param lastError null when all is well
 */
record LinkView(
    String linkId,
    @Nullable Peer peer,
    String createdAt,
    String state,
    List<String> participantIds,
    @Nullable String lastError) {

  /** The other broadcast. */
  record Peer(String broadcastId, String title, BroadcastState state) {}

  /**
   * @param link mcu-api's
   */
  static LinkView of(JsonNode link, @Nullable Broadcast peer) {
    return new LinkView(
        link.path("linkId").asString(""),
        peer == null ? null : new Peer(peer.id(), peer.title(), peer.state()),
        link.path("createdAt").asString(""),
        link.path("state").asString(""),
        link.path("participantIds").valueStream().map(id -> id.asString("")).toList(),
        link.path("lastError").asString(null));
  }
}
