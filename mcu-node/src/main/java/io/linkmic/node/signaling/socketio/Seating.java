package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.RoomView;
import io.linkmic.node.room.Seat;
import io.linkmic.node.signaling.Participants;
import io.linkmic.node.signaling.socketio.SocketSession.Place;
import io.linkmic.socketio.Answer;
import io.linkmic.socketio.DoorLoop;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Taking, keeping and giving up seats. Everything here runs on the {@link DoorLoop}. */
final class Seating {
  /**
   * architecture.md §4: a host changing networks is back within seconds; the room holds as long.
   */
  static final Duration SEAT_KEPT = Duration.ofSeconds(20);

  private final RoomDirectory rooms;
  private final DoorLoop loop;
  private final ResumeTickets tickets;

  Seating(RoomDirectory rooms, DoorLoop loop, Supplier<String> ids) {
    this.rooms = rooms;
    this.loop = loop;
    this.tickets = new ResumeTickets(ids);
  }

  void join(SocketSession session, ParticipantClaims claims, Consumer<Answer> answer) {
    if (!(session.place() instanceof Place.Stranger)) {
      answer.accept(Answer.failed("already-joined", "This connection has a seat already."));
      return;
    }
    session.move(new Place.Joining());
    rooms
        .join(claims.roomId(), Participants.of(claims), listener(session))
        .whenComplete(
            (outcome, failure) -> loop.execute(() -> joined(session, outcome, failure, answer)));
  }

  private void joined(
      SocketSession session,
      @Nullable Outcome<Seat> outcome,
      @Nullable Throwable failure,
      Consumer<Answer> answer) {
    boolean gone = session.place() instanceof Place.Gone;
    if (!gone) {
      session.move(new Place.Stranger());
    }
    switch (outcome) {
      case null -> answer.accept(internal(failure));
      case Outcome.Refused<Seat> refused -> answer.accept(refused(refused));
      case Outcome.Done<Seat> done when gone -> leave(done.value());
      case Outcome.Done<Seat> done -> sit(session, done.value(), answer);
    }
  }

  /** Nobody is left to tell; the room ends the seat. */
  private static void leave(Seat seat) {
    var _ = seat.leave();
  }

  private void sit(SocketSession session, Seat seat, Consumer<Answer> answer) {
    String ticket = tickets.issue(session);
    session.move(new Place.Seated(seat, ticket));
    RoomView room = seat.room();
    rooms
        .program(room.roomId())
        .whenComplete((outcome, failure) ->
            answer.accept(
                Answer.done(
                    new Messages.Joined(
                        seat.participant().participantId(),
                        Messages.Room.of(room),
                        room.participants().stream().map(Messages.Member::of).toList(),
                        program(outcome),
                        ticket))));
  }

  private static Messages.Program program(@Nullable Outcome<ProgramStatus> outcome) {
    return switch (outcome) {
      case Outcome.Done<ProgramStatus> done ->
          Messages.Program.of(
              done.value().mode(), done.value().reason(), done.value().participantId());
      case Outcome.Refused<ProgramStatus> refused ->
          Messages.Program.of(ProgramMode.IDLE, refused.message(), null);
      case null -> Messages.Program.of(ProgramMode.IDLE, "The program's state is unknown.", null);
    };
  }

  void resume(SocketSession session, String ticket, Consumer<Answer> answer) {
    if (!(session.place() instanceof Place.Stranger)) {
      answer.accept(Answer.failed("already-joined", "This connection has a seat already."));
      return;
    }
    SocketSession before = tickets.redeem(ticket);
    if (before == null || !(before.place() instanceof Place.Seated seated)) {
      answer.accept(
          Answer.failed(
              "ticket-invalid", "The ticket is unknown, used or expired; join with a token."));
      return;
    }
    before.move(new Place.Gone());
    before.socket.close();
    seated.seat().reconnected(listener(session));
    sit(session, seated.seat(), answer);
  }

  void leave(SocketSession session, Place.Seated seated, Consumer<Answer> answer) {
    tickets.revoke(seated.ticket());
    session.move(new Place.Stranger());
    session.socket.mustJoin();
    seated
        .seat()
        .leave()
        .whenComplete((outcome, failure) -> answer.accept(answer(outcome, failure, _ -> null)));
  }

  /** The connection is gone. The seat waits for its ticket. */
  void lost(SocketSession session) {
    if (!(session.place() instanceof Place.Seated seated)) {
      session.move(new Place.Gone());
      return;
    }
    // Stays Seated so that the ticket finds the seat; nobody else can reach this session any more.
    seated.seat().disconnected();
    loop.after(SEAT_KEPT, () -> tickets.revoke(seated.ticket()));
  }

  private SocketSeatListener listener(SocketSession session) {
    return new SocketSeatListener(
        session.socket, (event, reason) -> loop.execute(() -> ended(session, event, reason)));
  }

  private void ended(SocketSession session, String event, String reason) {
    switch (session.place()) {
      case Place.Seated seated -> {
        tickets.revoke(seated.ticket());
        session.socket.send(event, new Messages.Reason(reason));
        session.move(new Place.Stranger());
        session.socket.mustJoin();
      }
      case Place.Joining ignored -> session.socket.send(event, new Messages.Reason(reason));
      case Place.Stranger ignored -> {}
      case Place.Gone ignored -> {}
    }
  }

  /** What the room answered, as an acknowledgement. */
  static <T> Answer answer(
      @Nullable Outcome<T> outcome,
      @Nullable Throwable failure,
      java.util.function.Function<T, @Nullable Object> data) {
    return switch (outcome) {
      case null -> internal(failure);
      case Outcome.Done<T> done -> Answer.done(data.apply(done.value()));
      case Outcome.Refused<T> refused -> refused(refused);
    };
  }

  private static Answer refused(Outcome.Refused<?> refused) {
    Outcome.Elsewhere elsewhere = refused.elsewhere();
    return Answer.failed(
        refused.code().kebab(),
        refused.message(),
        refused.retryAfter(),
        elsewhere == null
            ? null
            : new Messages.Elsewhere(elsewhere.nodeId(), elsewhere.signalingUrl()));
  }

  private static Answer internal(@Nullable Throwable failure) {
    org.slf4j.LoggerFactory.getLogger(Seating.class).error("A room failed by our fault", failure);
    return Answer.failed("internal-error", "The node failed to answer; it has been logged.");
  }

  int tickets() {
    return tickets.size();
  }
}
