package io.linkmic.node.cluster;

import io.linkmic.cluster.event.EventLog.NewEvent;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.contract.event.EventType;
import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.cluster.Registrar.Claimed;
import io.linkmic.node.relay.PeerRooms;
import io.linkmic.node.room.LinkedRooms;
import io.linkmic.node.room.Moderation;
import io.linkmic.node.room.NodeRooms;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Participant;
import io.linkmic.node.room.ParticipantView;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.RoomEvent;
import io.linkmic.node.room.RoomView;
import io.linkmic.node.room.RoomWatcher;
import io.linkmic.node.room.Seat;
import io.linkmic.node.room.SeatListener;
import io.linkmic.node.room.Watching;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This node's rooms as the fleet sees them: a room begins here with its first join, when its
 * configuration exists and no other live node has it. Any thread.
 */
final class ClusteredRooms implements RoomDirectory, AutoCloseable {
  // Redis is found again within a second or two of its return.
  private static final Duration COME_BACK = Duration.ofSeconds(2);

  private final NodeRooms rooms;
  private final Registrar registrar;
  private final EventOutbox events;
  private final LoadMeter load;
  private final NodeRegistry registry;
  private final ClusterRedis redis;
  private final String nodeId;
  private final double fullAtCpu;

  ClusteredRooms(
      NodeRooms rooms,
      Registrar registrar,
      EventOutbox events,
      LoadMeter load,
      NodeRegistry registry,
      ClusterRedis redis,
      String nodeId,
      double fullAtCpu) {
    this.rooms = rooms;
    this.registrar = registrar;
    this.events = events;
    this.load = load;
    this.registry = registry;
    this.redis = redis;
    this.nodeId = nodeId;
    this.fullAtCpu = fullAtCpu;
  }

  /** Where linked rooms are. */
  PeerRooms peers() {
    return new LeasedPeers(rooms, new RoomLeases(redis, RoomLeases.USUAL_SETTLING), registry);
  }

  /** All doors are open. */
  void start() {
    registrar.start();
    ofNode(EventType.NODE_STARTED);
  }

  Membership membership() {
    return registrar.membership();
  }

  @Override
  public CompletionStage<Outcome<Seat>> join(
      String roomId, Participant participant, SeatListener listener) {
    return enter(roomId, participant, () -> seat(roomId, participant, listener));
  }

  @Override
  public CompletionStage<Outcome<Watching>> watch(
      String roomId, Participant participant, String offerSdp, Runnable ended) {
    return enter(roomId, participant, () -> rooms.watch(roomId, participant, offerSdp, ended));
  }

  /** Lets somebody in where the room runs, once it does. */
  private <T> CompletionStage<Outcome<T>> enter(
      String roomId, Participant participant, Supplier<CompletionStage<Outcome<T>>> inside) {
    Optional<RoomView> running = rooms.find(roomId);
    if (running.isPresent()) {
      if (registrar.cutOff() && !sits(running.get(), participant)) {
        return refused(RefusalCode.UNAVAILABLE, "The node cannot reach its fleet.", COME_BACK);
      }
      return inside.get();
    }
    if (rooms.draining()) {
      return refused(
          RefusalCode.DRAINING, "This node is about to stop and takes no new rooms.", COME_BACK);
    }
    if (registrar.cutOff()) {
      return refused(RefusalCode.UNAVAILABLE, "The node cannot reach its fleet.", COME_BACK);
    }
    if (fullAtCpu > 0 && load.cpu() >= fullAtCpu) {
      return refused(RefusalCode.OVERLOADED, "This node has no time for another room.", COME_BACK);
    }
    return registrar
        .claim(roomId)
        .handle((claimed, failure) -> failure == null ? claimed : notNow(failure))
        .thenComposeAsync(
            claimed ->
                switch (claimed) {
                  case Claimed.Ours ignored -> inside.get();
                  case Claimed.Elsewhere(Lease lease) -> elsewhere(lease);
                  case Claimed.NoSuchRoom() ->
                      refused(RefusalCode.ROOM_NOT_FOUND, "There is no room " + roomId + ".");
                  case Claimed.NotNow(String why, long retryMillis) ->
                      refused(RefusalCode.UNAVAILABLE, why, Duration.ofMillis(retryMillis));
                },
            // Asks Redis once more for the other node's address: not on the registrar's thread.
            Thread::startVirtualThread);
  }

  /** Who sits here may come back whatever happens to Redis. */
  private static boolean sits(RoomView room, Participant participant) {
    return room.participants().stream()
        .anyMatch(seated -> seated.participantId().equals(participant.participantId()));
  }

  private CompletionStage<Outcome<Seat>> seat(
      String roomId, Participant participant, SeatListener listener) {
    load.joined();
    return rooms.join(roomId, participant, listener);
  }

  private static Claimed notNow(Throwable failure) {
    if (failure instanceof RedisUnavailable || failure instanceof Registrar.Busy) {
      return new Claimed.NotNow("The node cannot reach its fleet.", COME_BACK.toMillis());
    }
    throw new IllegalStateException("a claim failed", failure);
  }

  private <T> CompletionStage<Outcome<T>> elsewhere(Lease lease) {
    Optional<Fleet.Seen> owner;
    try {
      owner = registry.fleet().find(lease.nodeId());
    } catch (RedisUnavailable e) {
      return refused(RefusalCode.UNAVAILABLE, "The node cannot reach its fleet.", COME_BACK);
    }
    if (owner.isEmpty()) {
      return refused(RefusalCode.UNAVAILABLE, "The room's node has just gone away.", COME_BACK);
    }
    var node = owner.get().node();
    return CompletableFuture.completedFuture(
        new Outcome.Refused<>(
            RefusalCode.ROOM_ELSEWHERE,
            "Another node runs this room.",
            null,
            new Outcome.Elsewhere(node.nodeId(), node.signalingUrl(), node.whipUrl())));
  }

  private static <T> CompletableFuture<Outcome<T>> refused(RefusalCode code, String why) {
    return CompletableFuture.completedFuture(Outcome.refused(code, why));
  }

  private static <T> CompletableFuture<Outcome<T>> refused(
      RefusalCode code, String why, Duration retryAfter) {
    return CompletableFuture.completedFuture(Outcome.refused(code, why, retryAfter));
  }

  /** Of a room that runs here; others are created in Redis, by mcu-api. */
  @Override
  public CompletionStage<Outcome<RoomView>> put(String roomId, RoomSettings settings) {
    return rooms.find(roomId).isPresent()
        ? rooms.put(roomId, settings)
        : refused(RefusalCode.ROOM_NOT_FOUND, "This node does not run room " + roomId + ".");
  }

  /** At once; the configuration in Redis is looked at again soon and has the last word. */
  @Override
  public CompletionStage<Outcome<RoomView>> link(String roomId, List<RoomLink> links) {
    registrar.doubt(roomId);
    return rooms.link(roomId, links);
  }

  @Override
  public LinkedRooms linked() {
    return rooms.linked();
  }

  @Override
  public CompletionStage<Outcome<RoomView>> delete(String roomId) {
    return rooms.delete(roomId);
  }

  @Override
  public List<RoomView> list() {
    return rooms.list();
  }

  @Override
  public Optional<RoomView> find(String roomId) {
    return rooms.find(roomId);
  }

  @Override
  public CompletionStage<Outcome<ProgramStatus>> program(String roomId) {
    return rooms.program(roomId);
  }

  @Override
  public CompletionStage<Outcome<ParticipantView>> moderate(
      String roomId, String participantId, Moderation moderation) {
    return rooms.moderate(roomId, participantId, moderation);
  }

  @Override
  public CompletionStage<Outcome<Boolean>> expel(String roomId, String participantId) {
    return rooms.expel(roomId, participantId);
  }

  /** Told to the fleet at once. */
  @Override
  public void drain(boolean draining) {
    if (rooms.draining() != draining) {
      rooms.drain(draining);
      ofNode(draining ? EventType.NODE_DRAINING : EventType.NODE_RESUMED);
      registrar.hurry();
    }
  }

  @Override
  public boolean draining() {
    return rooms.draining();
  }

  private void ofNode(EventType type) {
    events.add(new NewEvent(newId(), type, null, null, nodeId, 0, Map.of()));
  }

  private static String newId() {
    return "evt_" + UUID.randomUUID().toString().replace("-", "");
  }

  /** Rooms end while they still may speak; then the node says good-bye. */
  @Override
  public void close() {
    rooms.drain(true);
    rooms.close();
    ofNode(EventType.NODE_STOPPED);
    registrar.leave();
    registrar.close();
    events.close();
    redis.close();
  }

  /** What happens in the rooms, on its way to the fleet. */
  static final class Watcher implements RoomWatcher {
    private final EventOutbox events;
    private final String nodeId;
    private volatile @Nullable Registrar registrar;

    Watcher(EventOutbox events, String nodeId) {
      this.events = events;
      this.nodeId = nodeId;
    }

    void connect(Registrar to) {
      registrar = to;
    }

    @Override
    public void happened(RoomEvent event) {
      Registrar to = registrar;
      String apiKey =
          to == null ? null : to.find(event.roomId()).map(o -> o.record().apiKey()).orElse(null);
      events.add(
          new NewEvent(
              newId(), event.type(), event.roomId(), apiKey, nodeId, event.epoch(), event.data()));
    }

    @Override
    public void ended(String roomId, long epoch, String why) {
      Registrar to = registrar;
      if (to != null) {
        to.release(roomId, epoch);
      }
    }
  }

  /** What the registrar wants of the rooms. */
  static final class RoomsSide implements Registrar.Listener {
    private final NodeRooms rooms;
    private final Watcher watcher;

    RoomsSide(NodeRooms rooms, Watcher watcher) {
      this.rooms = rooms;
      this.watcher = watcher;
    }

    @Override
    public boolean runs(String roomId) {
      return rooms.find(roomId).isPresent();
    }

    @Override
    public @Nullable String open(Owned room) {
      String roomId = room.lease().roomId();
      if (runs(roomId)) {
        return null;
      }
      // A new room is answered at once, on this thread.
      Outcome<RoomView> opened =
          rooms
              .open(roomId, room.record().settings(), room.lease().epoch())
              .toCompletableFuture()
              .join();
      if (opened instanceof Outcome.Refused<RoomView> refused) {
        return refused.message();
      }
      watcher.happened(
          new RoomEvent(roomId, room.lease().epoch(), EventType.ROOM_STARTED, Map.of()));
      return null;
    }

    @Override
    public void lost(Owned room, Lease by) {
      var _ = rooms.delete(room.lease().roomId());
    }

    @Override
    public void changed(Owned room) {
      var _ = rooms.follow(room.lease().roomId(), room.record().settings());
    }

    @Override
    public void deleted(Owned room) {
      var _ = rooms.delete(room.lease().roomId());
    }
  }
}
