package io.linkmic.node.room;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Who sits in a room, and how they hear of each other. The {@link RoomLoop}'s thread only. */
final class RoomSeats {
  // A room is for hosts; the audience watches the stream. 100 seats hold every guest who waits.
  static final int MAX_SEATS = 100;

  private final String roomId;
  private final Logger log;
  private final Map<String, RoomSeat> byParticipant = new LinkedHashMap<>();

  RoomSeats(String roomId, Logger log) {
    this.roomId = roomId;
    this.log = log;
  }

  Collection<RoomSeat> all() {
    return List.copyOf(byParticipant.values());
  }

  boolean isEmpty() {
    return byParticipant.isEmpty();
  }

  List<ParticipantView> views() {
    return byParticipant.values().stream().map(RoomSeat::view).toList();
  }

  /** Whether the seat was not given up meanwhile. */
  boolean holds(RoomSeat seat) {
    return byParticipant.get(seat.participant().participantId()) == seat;
  }

  @Nullable RoomSeat find(String participantId) {
    return byParticipant.get(participantId);
  }

  boolean isFullFor(Participant participant) {
    return byParticipant.size() >= MAX_SEATS
        && !byParticipant.containsKey(participant.participantId());
  }

  /**
   * Seats somebody; a seat of the same participant is moved, with the stream it publishes.
   *
   * @return whether somebody new came
   */
  boolean add(RoomSeat seat) {
    RoomSeat before = byParticipant.put(seat.participant().participantId(), seat);
    if (before == null) {
      tell(seat, listener -> listener.participantJoined(seat.view()));
    } else {
      seat.takeOver(before);
      hear(before, listener -> listener.removed("The participant joined again elsewhere."));
    }
    return before == null;
  }

  void remove(RoomSeat seat) {
    byParticipant.remove(seat.participant().participantId());
    tell(null, listener -> listener.participantLeft(seat.participant().participantId()));
  }

  void clear() {
    byParticipant.clear();
  }

  /** Text from one seat to another or to all others. */
  Outcome<Boolean> message(RoomSeat from, @Nullable String to, String text) {
    String sender = from.participant().participantId();
    if (to == null) {
      tell(from, listener -> listener.message(sender, text));
      return Outcome.done(true);
    }
    RoomSeat seat = byParticipant.get(to);
    if (seat == null) {
      return Outcome.refused(
          RefusalCode.PARTICIPANT_NOT_FOUND, "Nobody of that id is in the room.");
    }
    hear(seat, listener -> listener.message(sender, text));
    return Outcome.done(true);
  }

  /** To all seats but one. */
  void tell(@Nullable RoomSeat but, Consumer<SeatListener> what) {
    for (RoomSeat seat : byParticipant.values()) {
      if (seat != but) {
        hear(seat, what);
      }
    }
  }

  /** A listener that fails is its door's trouble, not the room's. */
  void hear(RoomSeat seat, Consumer<SeatListener> what) {
    try {
      what.accept(seat.listener);
    } catch (RuntimeException bug) {
      log.error("Room {}: a seat's listener failed", roomId, bug);
    }
  }
}
