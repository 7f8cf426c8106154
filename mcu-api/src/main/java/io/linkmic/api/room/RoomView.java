package io.linkmic.api.room;

import io.linkmic.api.node.Location;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.contract.room.AudioSettings;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.contract.room.VideoSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as its owner sees it.
 *
 * @param layout the template's word; the whole of it is at {@code …/layout}
 * @param egress without stream keys
 * @param version one more with each change; the ETag
 * @param running null when no node runs it
 */
record RoomView(
    String roomId,
    String name,
    int maxHosts,
    Duration emptyTimeout,
    Duration holdTimeout,
    VideoSettings video,
    AudioSettings audio,
    String layout,
    List<Target> egress,
    long version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Running running) {

  /**
   * @param url without its stream key
   */
  record Target(String egressId, String url) {}

  /**
   * @param epoch higher than that of every run before
   */
  record Running(String nodeId, long epoch) {}

  static RoomView of(RoomRecord room, @Nullable Location location) {
    RoomSettings settings = room.settings();
    return new RoomView(
        room.roomId(),
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
        room.version(),
        room.createdAt(),
        room.updatedAt(),
        running(location));
  }

  private static @Nullable Running running(@Nullable Location location) {
    return switch (location) {
      case Location.Running at -> new Running(at.lease().nodeId(), at.lease().epoch());
      case Location.Silent at -> new Running(at.lease().nodeId(), at.lease().epoch());
      case Location.Nowhere ignored -> null;
      case null -> null;
    };
  }
}
