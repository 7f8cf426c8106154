package io.linkmic.backend.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.linkmic.backend.alert.Alert;
import io.linkmic.backend.playback.Playback;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast as its owner sees it.
 *
 * @param streamKey secret
 * @param rtmpUrl where the program is pushed; secret
 * @param hostUrl without a ticket
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BroadcastView(
    String broadcastId,
    String title,
    String hostId,
    String hostName,
    BroadcastState state,
    Instant stateSince,
    String roomId,
    String streamKey,
    String rtmpUrl,
    Playback playback,
    String hostUrl,
    String watchUrl,
    Instant createdAt,
    @Nullable Instant endedAt) {

  /** What creating one answers. */
  record Created(
      String broadcastId,
      String title,
      String hostId,
      String hostName,
      BroadcastState state,
      String roomId,
      String streamKey,
      Ticket ticket,
      String rtmpUrl,
      Playback playback,
      String hostUrl,
      String watchUrl,
      Instant createdAt) {}

  /** With everything that belongs to it. */
  record Detail(
      @JsonUnwrapped BroadcastView broadcast,
      List<Change> history,
      List<Alert> alerts,
      List<Invitation> invitations,
      Map<String, Object> chat) {}

  /** In a list. */
  record Page(
      List<BroadcastView> items,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}

  /** For everybody: what a watch page needs. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Public(
      String broadcastId,
      String title,
      String hostName,
      BroadcastState state,
      @Nullable Playback playback,
      Map<String, Object> chat) {}
}
