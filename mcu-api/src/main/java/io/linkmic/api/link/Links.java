package io.linkmic.api.link;

import io.linkmic.api.access.Caller;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.room.Ids;
import io.linkmic.api.room.LinkedRooms;
import io.linkmic.api.room.Rooms;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may be linked to whom. Any thread that may wait; throws {@code RedisUnavailable}. */
@Component
class Links {
  /** Two rooms change twice as often as one; see {@link Rooms}. */
  private static final int TRIES = 10;

  private final Rooms rooms;
  private final LinkedRooms linked;
  private final RoomStore store;
  private final InstantSource clock;
  private final Ids ids = new Ids();

  Links(Rooms rooms, LinkedRooms linked, RoomStore store, InstantSource clock) {
    this.rooms = rooms;
    this.linked = linked;
    this.store = store;
    this.clock = clock;
  }

  /**
   * @param found as the caller's right was checked
   */
  RoomLink create(Caller caller, RoomRecord found, @Nullable String peerRoomId) {
    if (peerRoomId == null || !RoomRules.isRoomId(peerRoomId)) {
      throw Refusal.invalid("peerRoomId", "peerRoomId is 1–64 letters, digits, '_' or '-'.");
    }
    if (peerRoomId.equals(found.roomId())) {
      throw Refusal.invalid("peerRoomId", "A room is not linked to itself.");
    }
    if (!caller.mayAdminister(peerRoomId)) {
      throw new Refusal(Code.NOT_GRANTED, "This token is for one of the two rooms only.");
    }
    String linkId = ids.nextLink();
    Instant createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    RoomRecord room = found;
    for (int i = 0; i < TRIES; i++) {
      room = linked.repaired(room);
      RoomRecord peer = linked.repaired(peer(caller, peerRoomId));
      check(room, peer);
      if (linked.link(room, peer, linkId, createdAt)) {
        return new RoomLink(linkId, peerRoomId, createdAt);
      }
      room = rooms.again(found);
    }
    throw new Refusal(Code.ROOM_CHANGING);
  }

  private RoomRecord peer(Caller caller, String peerRoomId) {
    return store
        .find(peerRoomId)
        // As with the room of the path: another key's is told like none.
        .filter(peer -> peer.apiKey().equals(caller.apiKey()))
        .orElseThrow(() ->
            new Refusal(Code.ROOM_NOT_FOUND, "There is no room of the id that peerRoomId says."));
  }

  private static void check(RoomRecord room, RoomRecord peer) {
    if (room.settings().links().stream()
        .anyMatch(link -> link.peerRoomId().equals(peer.roomId()))) {
      throw new Refusal(Code.LINK_EXISTS);
    }
    if (room.settings().links().size() >= RoomRules.MAXIMUM_LINKS) {
      throw new Refusal(Code.LINK_LIMIT);
    }
    if (peer.settings().links().size() >= RoomRules.MAXIMUM_LINKS) {
      throw new Refusal(Code.LINK_LIMIT, "The other room has 3 links, as many as it may have.");
    }
  }

  void delete(RoomRecord found, String linkId) {
    RoomRecord room = found;
    for (int i = 0; i < TRIES; i++) {
      RoomLink link =
          room.settings().links().stream()
              .filter(one -> one.linkId().equals(linkId))
              .findFirst()
              .orElseThrow(() -> new Refusal(Code.LINK_NOT_FOUND));
      if (linked.unlink(room, link)) {
        return;
      }
      room = rooms.again(found);
    }
    throw new Refusal(Code.ROOM_CHANGING);
  }

  /** Those that both rooms have. */
  List<RoomLink> list(RoomRecord found) {
    return linked.repaired(found).settings().links();
  }
}
