package io.linkmic.node.signaling;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.room.LinkedRooms;
import io.linkmic.node.room.Moderation;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Participant;
import io.linkmic.node.room.ParticipantView;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.RoomView;
import io.linkmic.node.room.Seat;
import io.linkmic.node.room.SeatListener;
import io.linkmic.node.room.Watch;
import io.linkmic.node.room.Watching;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Rooms without media, for the doors' tests. Room {@code room-1} exists from the start. */
public final class MemoryRooms implements RoomDirectory {
  public static final String ROOM = "room-1";
  public static final String ANSWER =
      """
      v=0\r
      o=- 1 1 IN IP4 127.0.0.1\r
      s=-\r
      t=0 0\r
      a=ice-lite\r
      a=group:BUNDLE 0\r
      m=video 9 UDP/TLS/RTP/SAVPF 96\r
      a=mid:0\r
      a=ice-ufrag:node\r
      a=ice-pwd:nodenodenodenodenodenode\r
      a=candidate:1 1 udp 2130706431 127.0.0.1 40000 typ host\r
      a=end-of-candidates\r
      a=setup:passive\r
      """;

  private final Map<String, MemoryRoom> rooms = new ConcurrentHashMap<>();

  public MemoryRooms() {
    put(ROOM, RoomRules.defaults());
  }

  static final class MemoryRoom {
    final RoomSettings settings;
    final Map<String, MemorySeat> seats = new ConcurrentHashMap<>();

    MemoryRoom(RoomSettings settings) {
      this.settings = settings;
    }
  }

  public Optional<MemorySeat> seat(String participantId) {
    return Optional.ofNullable(rooms.get(ROOM)).map(room -> room.seats.get(participantId));
  }

  public int seats() {
    return rooms.values().stream().mapToInt(room -> room.seats.size()).sum();
  }

  @Override
  public CompletionStage<Outcome<RoomView>> put(String roomId, RoomSettings settings) {
    rooms.put(roomId, new MemoryRoom(settings));
    return done(find(roomId).orElseThrow());
  }

  @Override
  public CompletionStage<Outcome<RoomView>> link(String roomId, List<RoomLink> links) {
    MemoryRoom room = rooms.get(roomId);
    return room == null
        ? refused(RefusalCode.ROOM_NOT_FOUND, "There is no such room.")
        : put(roomId, room.settings.withLinks(links));
  }

  @Override
  public LinkedRooms linked() {
    throw new UnsupportedOperationException("rooms without media have nothing to give");
  }

  @Override
  public CompletionStage<Outcome<RoomView>> delete(String roomId) {
    Optional<RoomView> view = find(roomId);
    if (view.isEmpty()) {
      return refused(RefusalCode.ROOM_NOT_FOUND, "There is no such room.");
    }
    MemoryRoom room = rooms.remove(roomId);
    room.seats.values().forEach(seat -> seat.listener.roomClosed("deleted"));
    return done(view.get());
  }

  @Override
  public List<RoomView> list() {
    return rooms.keySet().stream().sorted().map(id -> find(id).orElseThrow()).toList();
  }

  @Override
  public Optional<RoomView> find(String roomId) {
    return Optional.ofNullable(rooms.get(roomId))
        .map(room ->
            new RoomView(
                roomId,
                room.settings,
                Instant.EPOCH,
                0,
                room.seats.values().stream().map(MemorySeat::view).toList()));
  }

  @Override
  public CompletionStage<Outcome<ProgramStatus>> program(String roomId) {
    return rooms.containsKey(roomId)
        ? done(
            new ProgramStatus(
                roomId,
                ProgramMode.IDLE,
                "Nobody is on air.",
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null))
        : refused(RefusalCode.ROOM_NOT_FOUND, "There is no such room.");
  }

  @Override
  public CompletionStage<Outcome<ParticipantView>> moderate(
      String roomId, String participantId, Moderation moderation) {
    return seat(participantId)
        .map(seat -> MemoryRooms.<ParticipantView>done(seat.view()))
        .orElseGet(() -> refused(RefusalCode.PARTICIPANT_NOT_FOUND, "Nobody of that id."));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> expel(String roomId, String participantId) {
    return seat(participantId)
        .map(seat -> seat.leave())
        .orElseGet(() -> refused(RefusalCode.PARTICIPANT_NOT_FOUND, "Nobody of that id."));
  }

  private volatile boolean draining;

  @Override
  public void drain(boolean drained) {
    draining = drained;
  }

  @Override
  public boolean draining() {
    return draining;
  }

  /** WHEP players that watch. */
  public final Map<String, MemoryWatch> watches = new ConcurrentHashMap<>();

  /** A player without media. */
  public final class MemoryWatch implements Watch {
    private final String participantId;
    public final Runnable ended;
    public volatile String offer;

    MemoryWatch(String participantId, String offer, Runnable ended) {
      this.participantId = participantId;
      this.offer = offer;
      this.ended = ended;
    }

    @Override
    public String participantId() {
      return participantId;
    }

    @Override
    public CompletionStage<Outcome<String>> restart(String offerSdp) {
      offer = offerSdp;
      return done(ANSWER);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> end() {
      watches.remove(participantId);
      ended.run();
      return done(true);
    }
  }

  @Override
  public CompletionStage<Outcome<Watching>> watch(
      String roomId, Participant participant, String offerSdp, Runnable ended) {
    if (!rooms.containsKey(roomId)) {
      return refused(RefusalCode.ROOM_NOT_FOUND, "There is no such room.");
    }
    if (!participant.grants().contains("subscribe")) {
      return refused(RefusalCode.NOT_GRANTED, "The token does not allow subscribing.");
    }
    MemoryWatch watch = new MemoryWatch(participant.participantId(), offerSdp, ended);
    watches.put(participant.participantId(), watch);
    return done(new Watching(watch, ANSWER));
  }

  @Override
  public CompletionStage<Outcome<Seat>> join(
      String roomId, Participant participant, SeatListener listener) {
    MemoryRoom room = rooms.get(roomId);
    if (room == null) {
      return refused(RefusalCode.ROOM_NOT_FOUND, "There is no such room.");
    }
    MemorySeat seat = new MemorySeat(room, roomId, participant, listener);
    MemorySeat before = room.seats.put(participant.participantId(), seat);
    if (before != null) {
      before.listener.removed("The participant joined from elsewhere.");
    }
    others(room, seat).forEach(other -> other.listener.participantJoined(seat.view()));
    return done(seat);
  }

  private static List<MemorySeat> others(MemoryRoom room, MemorySeat me) {
    return room.seats.values().stream().filter(seat -> seat != me).toList();
  }

  private static <T> CompletionStage<Outcome<T>> done(T value) {
    return CompletableFuture.completedFuture(Outcome.done(value));
  }

  private static <T> CompletionStage<Outcome<T>> refused(RefusalCode code, String message) {
    return CompletableFuture.completedFuture(Outcome.refused(code, message));
  }

  /** A place without media; remembers what it was asked. */
  public final class MemorySeat implements Seat {
    private final MemoryRoom room;
    private final String roomId;
    private final Participant participant;
    public volatile SeatListener listener;
    public volatile boolean connected = true;
    public volatile String offer = "";
    public final List<String> candidates = new ArrayList<>();
    public final Set<String> subscriptions = ConcurrentHashMap.newKeySet();

    MemorySeat(MemoryRoom room, String roomId, Participant participant, SeatListener listener) {
      this.room = room;
      this.roomId = roomId;
      this.participant = participant;
      this.listener = listener;
    }

    ParticipantView view() {
      return new ParticipantView(
          participant.participantId(),
          participant.name(),
          !offer.isEmpty(),
          false,
          false,
          "host",
          1);
    }

    @Override
    public Participant participant() {
      return participant;
    }

    @Override
    public RoomView room() {
      return find(roomId).orElseThrow();
    }

    @Override
    public CompletionStage<Outcome<String>> publish(String offerSdp) {
      if (!participant.grants().contains("publish")) {
        return refused(RefusalCode.NOT_GRANTED, "The token does not allow publishing.");
      }
      if (!offerSdp.startsWith("v=0")) {
        return refused(RefusalCode.BAD_SDP, "The offer is not SDP.");
      }
      if (!offerSdp.contains("H264")) {
        return refused(RefusalCode.UNSUPPORTED_MEDIA, "The offer has no H.264.");
      }
      offer = offerSdp;
      others(room, this).forEach(other -> other.listener.streamAdded(participant.participantId()));
      return done(ANSWER);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> candidate(String candidate) {
      candidates.add(candidate);
      return done(true);
    }

    @Override
    public CompletionStage<Outcome<String>> restart(String offerSdp) {
      if (offer.isEmpty()) {
        return refused(RefusalCode.NOT_PUBLISHING, "Nothing is being published.");
      }
      offer = offerSdp;
      return done(ANSWER);
    }

    @Override
    public CompletionStage<Outcome<String>> subscribe(String offerSdp, String source) {
      if (!participant.grants().contains("subscribe")) {
        return refused(RefusalCode.NOT_GRANTED, "The token does not allow subscribing.");
      }
      if (!source.equals("mix") && !room.seats.containsKey(source)) {
        return refused(RefusalCode.PARTICIPANT_NOT_FOUND, "Nobody of that id is in the room.");
      }
      subscriptions.add(source);
      return done(ANSWER);
    }

    @Override
    public CompletionStage<Outcome<String>> restartFeed(String source, String offerSdp) {
      return subscriptions.contains(source)
          ? done(ANSWER)
          : refused(RefusalCode.NOT_SUBSCRIBED, "There is no such feed to restart.");
    }

    @Override
    public CompletionStage<Outcome<Boolean>> unsubscribe(String source) {
      subscriptions.removeIf(subscribed -> source == null || source.equals(subscribed));
      return done(true);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> unpublish() {
      offer = "";
      others(room, this)
          .forEach(other -> other.listener.streamRemoved(participant.participantId()));
      return done(true);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> mute(Boolean audio, Boolean video) {
      return done(true);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> message(String to, String text) {
      for (MemorySeat other : others(room, this)) {
        if (to == null || to.equals(other.participant.participantId())) {
          other.listener.message(participant.participantId(), text);
        }
      }
      return done(true);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> leave() {
      if (room.seats.remove(participant.participantId(), this)) {
        others(room, this)
            .forEach(other -> other.listener.participantLeft(participant.participantId()));
      }
      return done(true);
    }

    @Override
    public void disconnected() {
      connected = false;
    }

    @Override
    public void reconnected(SeatListener newListener) {
      connected = true;
      listener = newListener;
    }
  }
}
