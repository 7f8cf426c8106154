package io.linkmic.api.room;

import io.linkmic.api.node.Location;
import io.linkmic.api.node.Locations;
import io.linkmic.api.node.NodeAnswer;
import io.linkmic.api.node.NodeCalls;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.cluster.room.RoomStore.Change;
import io.linkmic.contract.event.EventType;
import io.linkmic.contract.room.RoomLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Changes of links: in both rooms' configurations at once or in none, told to the event stream and
 * to the nodes that run the rooms. A change is refused, by {@code false}, where a room was changed
 * meanwhile: look again. Any thread that may wait; throws {@code RedisUnavailable}.
 */
@Component
public class LinkedRooms {
  private static final Logger LOG = LoggerFactory.getLogger(LinkedRooms.class);

  /** Nodes write again what an emptied Redis lacks within two beats; a busy one is given more. */
  private static final Duration RESTORED = Duration.ofSeconds(10);

  private final RoomStore store;
  private final RoomEvents events;
  private final Locations locations;
  private final NodeCalls nodes;
  private final InstantSource clock;

  LinkedRooms(
      RoomStore store,
      RoomEvents events,
      Locations locations,
      NodeCalls nodes,
      InstantSource clock) {
    this.store = store;
    this.events = events;
    this.locations = locations;
    this.nodes = nodes;
    this.clock = clock;
  }

  /** Shows each room the other's host. */
  public boolean link(RoomRecord one, RoomRecord other, String linkId, Instant createdAt) {
    RoomLink there = new RoomLink(linkId, other.roomId(), createdAt);
    RoomLink back = new RoomLink(linkId, one.roomId(), createdAt);
    Optional<List<RoomRecord>> written =
        store.change(List.of(with(one, there), with(other, back)), now());
    written.ifPresent(rooms -> {
      events.tell(EventType.LINK_CREATED, rooms.getFirst(), there);
      events.tell(EventType.LINK_CREATED, rooms.getLast(), back);
      pass(rooms);
    });
    return written.isPresent();
  }

  /**
   * Ends a link on both sides, or on the only one that has it.
   *
   * @param link of the room
   */
  public boolean unlink(RoomRecord room, RoomLink link) {
    List<Change> changes = new ArrayList<>();
    changes.add(without(room, link));
    RoomRecord peer = peers(room).get(link.peerRoomId());
    RoomLink back = back(peer, room, link);
    if (peer != null && back != null) {
      changes.add(without(peer, back));
    }
    Optional<List<RoomRecord>> written = store.change(changes, now());
    written.ifPresent(rooms -> {
      events.tell(EventType.LINK_DELETED, rooms.getFirst(), link);
      if (back != null) {
        events.tell(EventType.LINK_DELETED, rooms.getLast(), back);
      }
      pass(rooms);
    });
    return written.isPresent();
  }

  /** Deletes the room, and its links in the rooms that it was linked to. */
  boolean delete(RoomRecord room) {
    Map<String, RoomRecord> peers = peers(room);
    List<Change> changes = new ArrayList<>(List.of(new Change(room, null)));
    List<RoomLink> backs = new ArrayList<>();
    for (RoomLink link : room.settings().links()) {
      RoomRecord peer = peers.get(link.peerRoomId());
      RoomLink back = back(peer, room, link);
      if (peer != null && back != null) {
        changes.add(without(peer, back));
        backs.add(back);
      }
    }
    Optional<List<RoomRecord>> written = store.change(changes, now());
    written.ifPresent(rooms -> {
      room.settings().links().forEach(link -> events.tell(EventType.LINK_DELETED, room, link));
      for (int i = 0; i < rooms.size(); i++) {
        events.tell(EventType.LINK_DELETED, rooms.get(i), backs.get(i));
      }
      pass(rooms);
    });
    return written.isPresent();
  }

  /**
   * The room without links that the other room does not have: no change leaves one behind, but a
   * Redis that lost its data may, as each node brings back its own rooms.
   */
  public RoomRecord repaired(RoomRecord room) {
    Map<String, RoomRecord> peers = peers(room);
    List<RoomLink> dangling =
        room.settings().links().stream()
            .filter(link -> back(peers.get(link.peerRoomId()), room, link) == null)
            .toList();
    if (dangling.isEmpty() || mayBeRestored()) {
      return room;
    }
    List<RoomLink> whole = new ArrayList<>(room.settings().links());
    whole.removeAll(dangling);
    Change change = new Change(room, room.settings().withLinks(whole));
    Optional<List<RoomRecord>> written = store.change(List.of(change), now());
    if (written.isEmpty()) {
      // Not dangling: the room was read before a change, its peers after it.
      return store
          .find(room.roomId())
          .filter(now -> now.apiKey().equals(room.apiKey()))
          .orElse(room);
    }
    RoomRecord after = written.get().getFirst();
    LOG.info("room {} had {} links that no other room knew", room.roomId(), dangling.size());
    dangling.forEach(link -> events.tell(EventType.LINK_DELETED, after, link));
    pass(List.of(after));
    return after;
  }

  private boolean mayBeRestored() {
    return store.born().filter(born -> clock.instant().isBefore(born.plus(RESTORED))).isPresent();
  }

  /** Those that exist, by id. */
  private Map<String, RoomRecord> peers(RoomRecord room) {
    return store
        .find(room.settings().links().stream().map(RoomLink::peerRoomId).distinct().toList())
        .stream()
        .filter(peer -> peer.apiKey().equals(room.apiKey()))
        .collect(Collectors.toMap(RoomRecord::roomId, Function.identity()));
  }

  /** The other side of a link of the room; null when the peer has none. */
  private static @Nullable RoomLink back(
      @Nullable RoomRecord peer, RoomRecord room, RoomLink link) {
    return peer == null
        ? null
        : peer.settings().links().stream()
            .filter(back ->
                back.linkId().equals(link.linkId()) && back.peerRoomId().equals(room.roomId()))
            .findFirst()
            .orElse(null);
  }

  private static Change with(RoomRecord room, RoomLink link) {
    List<RoomLink> more = new ArrayList<>(room.settings().links());
    more.add(link);
    return new Change(room, room.settings().withLinks(more));
  }

  private static Change without(RoomRecord room, RoomLink link) {
    List<RoomLink> fewer = new ArrayList<>(room.settings().links());
    fewer.remove(link);
    return new Change(room, room.settings().withLinks(fewer));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Nodes look for new versions every two seconds; this only makes it faster. All at once. */
  private void pass(List<RoomRecord> rooms) {
    try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
      rooms.forEach(room -> calls.execute(() -> pass(room)));
    }
  }

  private void pass(RoomRecord room) {
    try {
      if (locations.find(room.roomId()) instanceof Location.Running at
          && nodes.room(at, "PUT", "/links", room.settings().links())
              instanceof NodeAnswer.Refused refused
          // Of a node that does not run the room any more, or does not take links by itself.
          && refused.status() != HttpStatus.NOT_FOUND.value()) {
        LOG.info("the node of room {} refused its links and will find them", room.roomId());
      }
    } catch (RedisUnavailable e) {
      // The change is made, and nodes find it.
      LOG.info("the node of room {} could not be told its links at once", room.roomId());
    }
  }
}
