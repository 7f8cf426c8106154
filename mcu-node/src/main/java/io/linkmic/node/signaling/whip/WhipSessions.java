package io.linkmic.node.signaling.whip;

import io.linkmic.node.http.Answers;
import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Participant;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.Seat;
import io.linkmic.rtc.bytes.Bytes;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** All WHIP sessions of this node. Any thread. */
final class WhipSessions {
  private final RoomDirectory rooms;
  private final Supplier<String> ids;
  private final ConcurrentMap<String, WhipSession> sessions = new ConcurrentHashMap<>();
  private final Semaphore places;

  /**
   * @param maximum sessions alive at the same time
   */
  WhipSessions(RoomDirectory rooms, Supplier<String> ids, int maximum) {
    this.rooms = rooms;
    this.ids = ids;
    this.places = new Semaphore(maximum);
  }

  /** A session with the answer to its offer. */
  record Opened(WhipSession session, String answer) {}

  /** Takes a seat and publishes; a refusal leaves nothing behind. */
  Opened open(String roomId, Participant participant, String offer, Bytes tokenDigest) {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          Problem.of(503, "overloaded", "The node has as many WHIP sessions as it takes.")
              .with("Retry-After", "5"));
    }
    String sessionId = ids.get();
    Place place = new Place(sessionId);
    boolean opened = false;
    try {
      Seat seat = take(roomId, rooms.join(roomId, participant, new WhipSeatListener(place::end)));
      String answer = publish(seat, offer);
      WhipSession session =
          new WhipSession(sessionId, roomId, seat, offer, etag(), tokenDigest, place::end);
      sessions.put(sessionId, session);
      if (place.ended.get()) {
        sessions.remove(sessionId);
        throw new ProblemException(
            Problem.of(410, "room-closed", "The seat was taken away while it was being opened."));
      }
      opened = true;
      return new Opened(session, answer);
    } finally {
      if (!opened) {
        place.end();
      }
    }
  }

  /** A seat that comes after its caller gave up waiting is given back: nobody sits there. */
  private static Seat take(String roomId, CompletionStage<Outcome<Seat>> joining) {
    boolean taken = false;
    try {
      Outcome<Seat> outcome = Answers.outcome(joining);
      Seat seat = seatOf(roomId, outcome);
      taken = true;
      return seat;
    } finally {
      if (!taken) {
        var _ = joining.thenAccept(WhipSessions::giveBack);
      }
    }
  }

  private static Seat seatOf(String roomId, Outcome<Seat> outcome) {
    return switch (outcome) {
      case Outcome.Done<Seat> done -> done.value();
      case Outcome.Refused<Seat> refused when refused.elsewhere() != null ->
          // RFC 9725 §4.8: another node is named by a temporary redirect.
          throw new ProblemException(
              Problem.of(307, refused.code().kebab(), refused.message())
                  .with("Location", refused.elsewhere().whipUrl() + "/" + roomId));
      case Outcome.Refused<Seat> refused -> throw new ProblemException(Problem.of(refused));
    };
  }

  private static void giveBack(Outcome<Seat> late) {
    if (late instanceof Outcome.Done<Seat>(Seat seat)) {
      var _ = seat.leave();
    }
  }

  private static String publish(Seat seat, String offer) {
    boolean answered = false;
    try {
      String answer = answer(seat, offer);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        Answers.outcome(seat.leave());
      }
    }
  }

  private static String answer(Seat seat, String offer) {
    return switch (Answers.outcome(seat.publish(offer))) {
      case Outcome.Done<String> done -> {
        // WHIP has no connection to lose: the seat lives as long as its media and 20 s longer.
        seat.disconnected();
        yield done.value();
      }
      case Outcome.Refused<String> refused -> throw new ProblemException(Problem.of(refused));
    };
  }

  Optional<WhipSession> find(String roomId, String sessionId) {
    return Optional.ofNullable(sessions.get(sessionId))
        .filter(session -> session.roomId().equals(roomId));
  }

  /** After an ICE restart; false when the session ended or restarted meanwhile. */
  boolean replace(WhipSession before, WhipSession after) {
    return sessions.replace(before.sessionId(), before, after);
  }

  /** Ends the session; its stream leaves the program at once. */
  void close(WhipSession session) {
    Answers.outcome(session.seat().leave());
    session.end().run();
  }

  String etag() {
    return '"' + ids.get() + '"';
  }

  int size() {
    return sessions.size();
  }

  /** One of the places; given back once, whoever ends the session. */
  private final class Place {
    private final String sessionId;
    private final AtomicBoolean ended = new AtomicBoolean();

    Place(String sessionId) {
      this.sessionId = sessionId;
    }

    void end() {
      if (ended.compareAndSet(false, true)) {
        sessions.remove(sessionId);
        places.release();
      }
    }
  }
}
