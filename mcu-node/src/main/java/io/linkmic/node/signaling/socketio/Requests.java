package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.token.TokenVerdict;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Seat;
import io.linkmic.node.signaling.socketio.SocketSession.Place;
import io.linkmic.socketio.Answer;
import io.linkmic.socketio.ClientRequest;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What each event does. Runs on the {@link io.linkmic.socketio.DoorLoop}. */
final class Requests {
  /** A chat line; longer texts belong elsewhere. */
  private static final int MAXIMUM_TEXT = 4096;

  private static final int MAXIMUM_CANDIDATE = 1024;

  private static final String SOURCE_NEEDED = "A source is mix or the id of a participant.";

  private final Seating seating;
  private final TokenVerifier verifier;

  Requests(Seating seating, TokenVerifier verifier) {
    this.seating = seating;
    this.verifier = verifier;
  }

  void handle(SocketSession session, ClientRequest request, Consumer<Answer> answer) {
    switch (request) {
      case ClientRequest.Unreadable unreadable -> answer.accept(bad(unreadable.reason()));
      case ClientRequest.Named named -> handle(session, named, answer);
    }
  }

  private void handle(SocketSession session, ClientRequest.Named request, Consumer<Answer> answer) {
    switch (request.name()) {
      case "join" -> join(session, request, answer);
      case "resume" -> resume(session, request, answer);
      default -> {
        if (session.place() instanceof Place.Seated seated) {
          seated(session, seated, request, answer);
        } else {
          // The same for known and unknown names: a stranger learns nothing here.
          answer.accept(
              Answer.failed(
                  "unauthenticated", "Join with a token, or resume, before anything else."));
        }
      }
    }
  }

  private void join(SocketSession session, ClientRequest.Named request, Consumer<Answer> answer) {
    String token = request.text("token");
    if (token == null) {
      if (session.handshakeClaims() != null && !request.has("token")) {
        seating.join(session, session.handshakeClaims(), answer);
      } else {
        answer.accept(Answer.failed("unauthenticated", "join needs a token."));
      }
      return;
    }
    switch (verifier.verify(token)) {
      case TokenVerdict.Valid valid -> seating.join(session, valid.claims(), answer);
      case TokenVerdict.Rejected rejected ->
          answer.accept(Answer.failed("token-" + rejected.reason().kebab(), rejected.message()));
    }
  }

  private void resume(SocketSession session, ClientRequest.Named request, Consumer<Answer> answer) {
    String ticket = request.text("resumeTicket");
    if (ticket == null) {
      answer.accept(bad("resume needs a resumeTicket."));
    } else {
      seating.resume(session, ticket, answer);
    }
  }

  private void seated(
      SocketSession session,
      Place.Seated place,
      ClientRequest.Named request,
      Consumer<Answer> answer) {
    Seat seat = place.seat();
    switch (request.name()) {
      case "publish" -> offer(request, answer, seat::publish);
      case "restart" -> restart(seat, request, answer);
      case "subscribe" -> subscribe(seat, request, answer);
      case "unsubscribe" -> unsubscribe(seat, request, answer);
      case "candidate" -> candidate(seat, request, answer);
      case "unpublish" -> reply(seat.unpublish(), answer);
      case "mute" -> mute(seat, request, answer);
      case "message" -> message(seat, request, answer);
      case "leave" -> seating.leave(session, place, answer);
      default -> answer.accept(Answer.failed("unknown-event", "There is no such event."));
    }
  }

  private interface Negotiation {
    CompletionStage<Outcome<String>> apply(String offer);
  }

  private static void offer(
      ClientRequest.Named request, Consumer<Answer> answer, Negotiation negotiation) {
    String sdp = request.text("sdp");
    if (sdp == null) {
      answer.accept(bad(request.name() + " needs an sdp."));
      return;
    }
    negotiation
        .apply(sdp)
        .whenComplete((outcome, failure) ->
            answer.accept(Seating.answer(outcome, failure, Messages.Sdp::new)));
  }

  /** Of the published stream or, where a source is named, of its feed. */
  private static void restart(Seat seat, ClientRequest.Named request, Consumer<Answer> answer) {
    String source = request.text("source");
    if (source == null && request.has("source")) {
      answer.accept(bad(SOURCE_NEEDED));
    } else if (source == null) {
      offer(request, answer, seat::restart);
    } else {
      offer(request, answer, sdp -> seat.restartFeed(source, sdp));
    }
  }

  private static void subscribe(Seat seat, ClientRequest.Named request, Consumer<Answer> answer) {
    String source = request.text("source");
    if (source == null) {
      answer.accept(bad(SOURCE_NEEDED));
    } else {
      offer(request, answer, sdp -> seat.subscribe(sdp, source));
    }
  }

  private static void unsubscribe(Seat seat, ClientRequest.Named request, Consumer<Answer> answer) {
    String source = request.text("source");
    if (source == null && request.has("source")) {
      answer.accept(bad(SOURCE_NEEDED));
    } else {
      reply(seat.unsubscribe(source), answer);
    }
  }

  private static void candidate(Seat seat, ClientRequest.Named request, Consumer<Answer> answer) {
    String candidate = request.text("candidate");
    if (candidate == null) {
      // RFC 8840 §4: an empty candidate is the end of candidates; there is nothing to do.
      answer.accept(Answer.done(null));
    } else if (candidate.length() > MAXIMUM_CANDIDATE) {
      answer.accept(bad("A candidate has at most " + MAXIMUM_CANDIDATE + " characters."));
    } else {
      reply(seat.candidate(candidate), answer);
    }
  }

  private static void mute(Seat seat, ClientRequest.Named request, Consumer<Answer> answer) {
    Boolean audio = request.truth("audio");
    Boolean video = request.truth("video");
    boolean unreadable =
        (audio == null && request.has("audio")) || (video == null && request.has("video"));
    if (unreadable || (audio == null && video == null)) {
      answer.accept(bad("mute needs audio or video, true or false."));
    } else {
      reply(seat.mute(audio, video), answer);
    }
  }

  private static void message(Seat seat, ClientRequest.Named request, Consumer<Answer> answer) {
    String text = request.text("text");
    if (text == null || text.length() > MAXIMUM_TEXT) {
      answer.accept(bad("message needs a text of 1–" + MAXIMUM_TEXT + " characters."));
    } else {
      reply(seat.message(request.text("to"), text), answer);
    }
  }

  private static void reply(CompletionStage<Outcome<Boolean>> stage, Consumer<Answer> answer) {
    stage.whenComplete(
        (outcome, failure) -> answer.accept(Seating.answer(outcome, failure, _ -> null)));
  }

  private static Answer bad(String message) {
    return Answer.failed("bad-request", message);
  }
}
