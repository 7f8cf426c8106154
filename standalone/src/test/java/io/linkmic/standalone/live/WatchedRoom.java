package io.linkmic.standalone.live;

import io.linkmic.standalone.Eventually;
import io.linkmic.standalone.FleetOfProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A room made at mcu-api, its FFmpeg host at a node of the test's choice, and one viewer on one
 * connection.
 */
final class WatchedRoom implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final FleetOfProcesses fleet;
  private final String roomId;
  private @Nullable WhipFfmpeg host;
  private @Nullable FlvWatcher viewer;

  private WatchedRoom(FleetOfProcesses fleet, String roomId) {
    this.fleet = fleet;
    this.roomId = roomId;
  }

  /** Returns once the viewer has seen two seconds of the host. */
  static WatchedRoom go(
      FleetOfProcesses fleet, String roomId, String holdTimeout, String nodeId, Path clip)
      throws Exception {
    WatchedRoom room = new WatchedRoom(fleet, roomId);
    try {
      fleet.api(
          "POST",
          "/rooms",
          "{\"roomId\":\"%s\",\"holdTimeout\":\"%s\"}".formatted(roomId, holdTimeout));
      room.publish(nodeId, clip);
      room.watch();
      return room;
    } catch (Exception | Error e) {
      room.close();
      throw e;
    }
  }

  /** Returns once the room runs at that node. */
  void publish(String nodeId, Path clip) throws Exception {
    Eventually.holds(
        roomId + " runs at " + nodeId,
        LIMIT,
        () -> {
          if (host == null || !host.alive()) {
            // FFmpeg gives up at the first refusal, such as of a lease that is not free yet.
            host =
                WhipFfmpeg.publish(
                    fleet.whipUrl(nodeId, roomId),
                    LiveSystem.token(roomId, hostId()),
                    roomId + "-" + nodeId,
                    clip);
          }
          return node().equals(nodeId);
        });
  }

  /** On a new connection. */
  FlvWatcher watch() throws Exception {
    FlvWatcher watching = FlvWatcher.watch(fleet.flvUrl(roomId));
    viewer = watching;
    watching.await("the program of " + roomId, LIMIT, tags -> Seen.pictures(tags) > 60);
    return watching;
  }

  String roomId() {
    return roomId;
  }

  String hostId() {
    return roomId + "-host";
  }

  /** As a linked room knows it. */
  String hostIdElsewhere() {
    return roomId + ":" + hostId();
  }

  FlvWatcher viewer() {
    if (viewer == null) {
      throw new IllegalStateException("nobody watches " + roomId);
    }
    return viewer;
  }

  Seen seen() {
    return new Seen(viewer().seen());
  }

  WhipFfmpeg host() {
    if (host == null) {
      throw new IllegalStateException("nobody publishes in " + roomId);
    }
    return host;
  }

  /** Who runs it, as mcu-api says. */
  String node() throws Exception {
    return fleet.api("GET", path(""), "").path("running").path("nodeId").asString("");
  }

  String mode() throws Exception {
    return fleet.api("GET", path("/program"), "").path("mode").asString("");
  }

  /** The id of the link. */
  String link(WatchedRoom peer) throws Exception {
    return fleet
        .api("POST", path("/links"), "{\"peerRoomId\":\"%s\"}".formatted(peer.roomId))
        .path("linkId")
        .asString("");
  }

  void unlink(String linkId) throws Exception {
    fleet.api("DELETE", path("/links/" + linkId), "");
  }

  List<JsonNode> links() throws Exception {
    return fleet.listed(path("/links"));
  }

  private String path(String rest) {
    return "/rooms/" + roomId + rest;
  }

  @Override
  public void close() throws Exception {
    if (viewer != null) {
      viewer.close();
    }
    if (host != null) {
      host.close();
    }
  }
}
