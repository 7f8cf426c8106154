package io.linkmic.contract.room;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A room as {@code POST /v1/rooms} and {@code GET /v1/rooms/{roomId}} answer it.
 *
 * @param layout the template's word
 * @param egress without stream keys
 */
public record RoomDescription(
    String roomId,
    String name,
    int maxHosts,
    Duration emptyTimeout,
    Duration holdTimeout,
    VideoSettings video,
    AudioSettings audio,
    String layout,
    List<Target> egress,
    Instant createdAt) {

  /** Where the program goes; the last path segment, the stream key, is left out. */
  public record Target(String egressId, String url) {}

  public static RoomDescription of(String roomId, RoomSettings settings, Instant createdAt) {
    return new RoomDescription(
        roomId,
        settings.name(),
        settings.maxHosts(),
        settings.emptyTimeout(),
        settings.holdTimeout(),
        settings.video(),
        settings.audio(),
        settings.layout().template().toString(),
        settings.egress().stream()
            .map(target -> new Target(target.egressId(), target.publicUrl()))
            .toList(),
        createdAt);
  }
}
