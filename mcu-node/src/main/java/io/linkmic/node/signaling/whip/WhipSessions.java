package io.linkmic.node.signaling.whip;

import io.linkmic.node.http.Answers;
import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Participant;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.Seat;
import io.linkmic.node.room.Watching;
import io.linkmic.rtc.bytes.Bytes;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All WHIP and WHEP sessions of this node. Any thread. */
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

  /** Takes a seat and publishes, or watches; a refusal leaves nothing behind. */
  Opened open(Door door, String roomId, Participant participant, String offer, Bytes tokenDigest) {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          Problem.of(503, "overloaded", "The node has as many WHIP and WHEP sessions as it takes.")
              .with("Retry-After", "5"));
    }
    String sessionId = ids.get();
    Place place = new Place(sessionId);
    boolean opened = false;
    try {
      Negotiated negotiated =
          switch (door) {
            case WHIP -> publish(roomId, participant, offer, place);
            case WHEP -> watch(roomId, participant, offer, place);
          };
      WhipSession session =
          new WhipSession(
              sessionId, door, roomId, negotiated.kept, offer, etag(), tokenDigest, place::end);
      sessions.put(sessionId, session);
      if (place.ended.get()) {
        sessions.remove(sessionId);
        throw new ProblemException(
            Problem.of(410, "room-closed", "The seat was taken away while it was being opened."));
      }
      opened = true;
      return new Opened(session, negotiated.answer);
    } finally {
      if (!opened) {
        place.end();
      }
    }
  }

  private record Negotiated(Kept kept, String answer) {}

  private Negotiated publish(String roomId, Participant participant, String offer, Place place) {
    Seat seat =
        take(
            rooms.join(roomId, participant, new WhipSeatListener(place::end)),
            seated -> seated.leave(),
            roomUrl -> roomUrl + "/" + roomId);
    return new Negotiated(new Kept.Published(seat), publish(seat, offer));
  }

  private Negotiated watch(String roomId, Participant participant, String offer, Place place) {
    Watching watching =
        take(
            rooms.watch(roomId, participant, offer, place::end),
            late -> late.watch().end(),
            // Nodes tell their WHIP address; WHEP is its neighbour.
            roomUrl -> roomUrl.replaceFirst("/whip/rooms$", "/whep/rooms") + "/" + roomId);
    return new Negotiated(new Kept.Watched(watching.watch()), watching.answerSdp());
  }

  /** What comes after its caller gave up waiting is given back: nobody is there. */
  private static <T> T take(
      CompletionStage<Outcome<T>> asked,
      Function<T, CompletionStage<Outcome<Boolean>>> giveBack,
      UnaryOperator<String> elsewhere) {
    boolean taken = false;
    try {
      T value = valueOf(Answers.outcome(asked), elsewhere);
      taken = true;
      return value;
    } finally {
      if (!taken) {
        var _ =
            asked.thenAccept(late -> {
              if (late instanceof Outcome.Done<T>(T value)) {
                var _ = giveBack.apply(value);
              }
            });
      }
    }
  }

  private static <T> T valueOf(Outcome<T> outcome, UnaryOperator<String> elsewhere) {
    return switch (outcome) {
      case Outcome.Done<T> done -> done.value();
      case Outcome.Refused<T> refused when refused.elsewhere() != null ->
          // RFC 9725 §4.8: another node is named by a temporary redirect.
          throw new ProblemException(
              Problem.of(307, refused.code().kebab(), refused.message())
                  .with("Location", elsewhere.apply(refused.elsewhere().whipUrl())));
      case Outcome.Refused<T> refused -> throw new ProblemException(Problem.of(refused));
    };
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

  Optional<WhipSession> find(Door door, String roomId, String sessionId) {
    return Optional.ofNullable(sessions.get(sessionId))
        .filter(session -> session.door() == door && session.roomId().equals(roomId));
  }

  /** After an ICE restart; false when the session ended or restarted meanwhile. */
  boolean replace(WhipSession before, WhipSession after) {
    return sessions.replace(before.sessionId(), before, after);
  }

  /** Ends the session; a published stream leaves the program at once. */
  void close(WhipSession session) {
    Answers.outcome(session.kept().end());
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
