package io.linkmic.api.room;

import io.linkmic.api.ApiProperties;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.ETags;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.node.Location;
import io.linkmic.api.node.Locations;
import io.linkmic.api.node.NodeAnswer;
import io.linkmic.api.node.NodeCalls;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.event.EventType;
import io.linkmic.contract.room.RoomSettings;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes of configurations, told to the event stream and to the node that runs the room. */
@Component
public class Rooms {
  private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

  /** Two writers that meet five times in a row are a programme gone wrong, not people. */
  private static final int TRIES = 5;

  private final RoomStore store;
  private final RoomEvents events;
  private final LinkedRooms linked;
  private final Locations locations;
  private final NodeCalls nodes;
  private final JsonMapper json;
  private final InstantSource clock;
  private final int quota;

  Rooms(
      RoomStore store,
      RoomEvents events,
      LinkedRooms linked,
      Locations locations,
      NodeCalls nodes,
      JsonMapper json,
      InstantSource clock,
      ApiProperties properties) {
    this.store = store;
    this.events = events;
    this.linked = linked;
    this.locations = locations;
    this.nodes = nodes;
    this.json = json;
    this.clock = clock;
    this.quota = properties.api().roomsPerKey();
  }

  RoomRecord create(String roomId, String apiKey, RoomSettings settings) {
    return switch (store.create(
        roomId, apiKey, settings, clock.instant().truncatedTo(ChronoUnit.MILLIS), quota)) {
      case RoomStore.Write.Written written -> {
        events.tell(EventType.ROOM_CREATED, written.room());
        yield written.room();
      }
      case RoomStore.Write.QuotaReached ignored -> throw new Refusal(Code.ROOM_QUOTA);
      case RoomStore.Write.Exists ignored -> throw new Refusal(Code.ROOM_EXISTS);
      case RoomStore.Write.NotFound ignored -> throw new Refusal(Code.ROOM_EXISTS);
      case RoomStore.Write.OtherVersion ignored -> throw new Refusal(Code.ROOM_EXISTS);
    };
  }

  /**
   * @param found as the caller's right was checked
   * @param ifMatch the header; null to apply the change to whatever the room has become meanwhile
   * @param change from the settings there are; may throw a refusal, may be asked again
   */
  public RoomRecord change(
      RoomRecord found, @Nullable String ifMatch, Function<RoomSettings, RoomSettings> change) {
    RoomRecord before = found;
    for (int i = 0; i < TRIES; i++) {
      ETags.check(ifMatch, before.version());
      RoomSettings after = change.apply(before.settings());
      switch (store.update(before, after, clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
        case RoomStore.Write.Written written -> {
          events.tell(EventType.ROOM_UPDATED, written.room());
          pass(written.room());
          return written.room();
        }
        case RoomStore.Write.OtherVersion ignored -> before = again(found);
        case RoomStore.Write.NotFound ignored -> throw new Refusal(Code.ROOM_NOT_FOUND);
        case RoomStore.Write.Exists ignored -> throw new Refusal(Code.ROOM_CHANGING);
        case RoomStore.Write.QuotaReached ignored -> throw new Refusal(Code.ROOM_QUOTA);
      }
    }
    throw new Refusal(Code.ROOM_CHANGING);
  }

  void delete(RoomRecord found, @Nullable String ifMatch) {
    RoomRecord room = found;
    for (int i = 0; i < TRIES; i++) {
      ETags.check(ifMatch, room.version());
      if (linked.delete(room)) {
        events.tell(EventType.ROOM_DELETED, room);
        if (locations.find(room.roomId()) instanceof Location.Running at) {
          best(nodes.room(at, "DELETE", "", null), room);
        }
        return;
      }
      room = again(found);
    }
    throw new Refusal(Code.ROOM_CHANGING);
  }

  /** The same room: one that was deleted and made again by another key is not. */
  public RoomRecord again(RoomRecord found) {
    return store
        .find(found.roomId())
        .filter(room -> room.apiKey().equals(found.apiKey()))
        .orElseThrow(() -> new Refusal(Code.ROOM_NOT_FOUND));
  }

  /** Nodes look for new versions every two seconds; this only makes it faster. */
  private void pass(RoomRecord room) {
    if (locations.find(room.roomId()) instanceof Location.Running at) {
      ObjectNode settings = json.valueToTree(room.settings());
      // Told by a call of their own; here they are an unknown field.
      settings.remove("links");
      best(nodes.room(at, "PUT", "", settings), room);
    }
  }

  private static void best(NodeAnswer answer, RoomRecord room) {
    if (!(answer instanceof NodeAnswer.Done) && !answer.isWithoutRoom()) {
      LOG.info(
          "the node of room {} did not take its change at once and will find it", room.roomId());
    }
  }
}
