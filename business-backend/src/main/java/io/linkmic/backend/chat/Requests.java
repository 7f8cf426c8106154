package io.linkmic.backend.chat;

import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenVerdict;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.socketio.Answer;
import io.linkmic.socketio.ClientRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** What each event does. Waits; runs on virtual threads. */
final class Requests {
  private static final Logger log = LoggerFactory.getLogger(Requests.class);

  /** Of the 20 connections to PostgreSQL: REST, webhooks and the keeper go on in any flood. */
  private static final int AT_ONCE = 8;

  private static final int PATIENCE_SECONDS = 2;
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** The sender's own id of a message: a UUID fits twice. */
  private static final int MAXIMUM_CLIENT_ID = 64;

  private static final int MAXIMUM_PARTICIPANT_ID = 128;

  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final TokenVerifier verifier;
  private final BroadcastLookup broadcasts;
  private final ChatStore store;
  private final SendWindow window;
  private final Mutes mutes;
  private final ChatRelay relay;
  private final ChatRooms rooms;
  private final ChatMetrics metrics;
  private final String ticketIssuer;

  /**
   * What requests need.
   *
   * @param ticketIssuer the API key whose tokens this service hands out
   */
  record Parts(
      TokenVerifier verifier,
      BroadcastLookup broadcasts,
      ChatStore store,
      SendWindow window,
      Mutes mutes,
      ChatRelay relay,
      ChatRooms rooms,
      ChatMetrics metrics,
      String ticketIssuer) {}

  Requests(Parts parts) {
    this.verifier = parts.verifier();
    this.broadcasts = parts.broadcasts();
    this.store = parts.store();
    this.window = parts.window();
    this.mutes = parts.mutes();
    this.relay = parts.relay();
    this.rooms = parts.rooms();
    this.metrics = parts.metrics();
    this.ticketIssuer = parts.ticketIssuer();
  }

  Answer handle(Guest guest, ClientRequest request) {
    return switch (request) {
      case ClientRequest.Unreadable unreadable -> bad(unreadable.reason());
      case ClientRequest.Named named when named.name().equals("join") -> join(guest, named);
      case ClientRequest.Named named -> {
        Guest.Seat seat = guest.seat();
        // The same for known and unknown names: a stranger learns nothing here.
        yield seat == null
            ? Answer.failed("unauthenticated", "Join with a token before anything else.")
            : seated(seat, named);
      }
    };
  }

  private Answer seated(Guest.Seat seat, ClientRequest.Named request) {
    return switch (request.name()) {
      case "send" -> send(seat, request);
      case "history" -> history(seat, request);
      case "mute" -> mute(seat, request);
      default -> Answer.failed("unknown-event", "There is no such event.");
    };
  }

  private Answer join(Guest guest, ClientRequest.Named request) {
    if (guest.seat() != null) {
      return Answer.failed("already-joined", "This connection is in a chat already.");
    }
    String token = request.text("token");
    ParticipantClaims shown = guest.handshakeClaims();
    if (token == null) {
      return shown != null && !request.has("token")
          ? join(guest, shown)
          : Answer.failed("unauthenticated", "join needs a token.");
    }
    return switch (verifier.verify(token)) {
      case TokenVerdict.Valid valid -> join(guest, valid.claims());
      case TokenVerdict.Rejected rejected ->
          Answer.failed("token-" + rejected.reason().kebab(), rejected.message());
    };
  }

  /** What PostgreSQL knows about somebody who wants to join. */
  private record Welcome(ChatBroadcast broadcast, List<ChatMessage> history, boolean muted) {}

  private Answer join(Guest guest, ParticipantClaims claims) {
    return withDatabase(() -> welcome(claims))
        .map(found -> found.map(welcome -> enter(guest, claims, welcome)).orElseGet(Requests::none))
        .orElseGet(Requests::unavailable);
  }

  private Optional<Welcome> welcome(ParticipantClaims claims) {
    return broadcasts
        .openByRoom(claims.roomId())
        .filter(found -> mayAdmit(claims.issuer(), found))
        .map(found ->
            new Welcome(
                found,
                store.between(found.broadcastId(), 0, Long.MAX_VALUE, ChatStore.PAGE),
                store.isMuted(found.broadcastId(), claims.participantId())));
  }

  /** Tokens of another account name our room in vain. */
  private boolean mayAdmit(String issuer, ChatBroadcast broadcast) {
    return issuer.equals(broadcast.owner()) || issuer.equals(ticketIssuer);
  }

  private Answer enter(Guest guest, ParticipantClaims claims, Welcome welcome) {
    ChatBroadcast broadcast = welcome.broadcast();
    boolean admin = claims.grants().contains("admin");
    Guest.Seat seat =
        new Guest.Seat(
            broadcast,
            claims.participantId(),
            ChatText.name(claims.name(), claims.participantId()),
            admin || claims.grants().contains("message"),
            admin || claims.participantId().equals(broadcast.hostId()));
    return switch (entered(guest, seat, welcome.history())) {
      case null -> unavailable();
      case ChatRooms.Entry.Refused refused -> refused.answer();
      case ChatRooms.Entry.Seated seated ->
          Answer.done(
              new Messages.Joined(
                  seat.participantId(),
                  seat.name(),
                  new Messages.Shown(broadcast.broadcastId(), broadcast.title(), broadcast.state()),
                  seated.history(),
                  seat.mayWrite(),
                  welcome.muted()));
    };
  }

  private ChatRooms.@Nullable Entry entered(
      Guest guest, Guest.Seat seat, List<ChatMessage> history) {
    try {
      return rooms.enter(guest, seat, history).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (TimeoutException | ExecutionException e) {
      return null;
    }
  }

  private Answer send(Guest.Seat seat, ClientRequest.Named request) {
    if (!seat.mayWrite()) {
      return Answer.failed("not-granted", "The token does not allow writing.");
    }
    String written = request.text("text");
    String clientId = request.text("clientId");
    if (request.has("clientId") && (clientId == null || !isClientId(clientId))) {
      return bad("clientId is a text of 1–64 printable ASCII characters.");
    }
    return switch (ChatText.of(written == null ? "" : written)) {
      case ChatText.Refused refused -> bad(refused.reason());
      case ChatText.Accepted accepted -> {
        ChatBroadcast broadcast = seat.broadcast();
        Duration wait = window.take(broadcast.broadcastId(), seat.participantId());
        yield wait.isPositive()
            ? limited(wait)
            : store(
                new ChatStore.Draft(
                    broadcast.broadcastId(),
                    seat.participantId(),
                    seat.name(),
                    accepted.text(),
                    clientId));
      }
    };
  }

  private Answer limited(Duration wait) {
    metrics.limited();
    return Answer.failed("rate-limited", "You write faster than this chat allows.", wait, null);
  }

  private Answer store(ChatStore.Draft draft) {
    Optional<ChatStore.Stored> stored = withDatabase(() -> store.append(draft));
    return switch (stored.orElse(null)) {
      case null -> unavailable();
      case ChatStore.Stored.Muted ignored -> Answer.failed("muted", "You are muted in this chat.");
      case ChatStore.Stored.Ended ignored -> none();
      case ChatStore.Stored.Done done -> {
        ChatMessage message = done.message();
        if (!done.again()) {
          metrics.stored();
          rooms.message(draft.broadcastId(), message);
          relay.tell(draft.broadcastId(), message);
        }
        yield Answer.done(new Messages.Sent(message.messageId(), message.at()));
      }
    };
  }

  private Answer history(Guest.Seat seat, ClientRequest.Named request) {
    Long before = request.number("before");
    if (before == null && request.has("before")) {
      return bad("before is the messageId of the oldest message you have.");
    }
    long end = before == null ? Long.MAX_VALUE : before;
    String broadcastId = seat.broadcast().broadcastId();
    return withDatabase(() -> store.page(broadcastId, end, ChatStore.PAGE))
        .map(Answer::done)
        .orElseGet(Requests::unavailable);
  }

  private Answer mute(Guest.Seat seat, ClientRequest.Named request) {
    if (!seat.mayMute()) {
      return Answer.failed("not-granted", "Only the host may mute.");
    }
    String participantId = request.text("participantId");
    Boolean muted = request.truth("muted");
    if (participantId == null
        || participantId.length() > MAXIMUM_PARTICIPANT_ID
        || participantId.codePoints().anyMatch(Character::isISOControl)
        || muted == null) {
      return bad("mute needs a participantId and muted, true or false.");
    }
    String broadcastId = seat.broadcast().broadcastId();
    return withDatabase(() -> mutes.set(broadcastId, participantId, muted, seat.participantId()))
        .map(done ->
            done
                ? Answer.done(new Messages.Muted(participantId, muted))
                : Answer.failed("too-many-mutes", "Nobody else can be muted in this chat."))
        .orElseGet(Requests::unavailable);
  }

  private static boolean isClientId(String text) {
    return text.length() <= MAXIMUM_CLIENT_ID && text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
  }

  /** The answer; empty when PostgreSQL has none in time. */
  private <T> Optional<T> withDatabase(Supplier<T> work) {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } catch (DataAccessException e) {
      log.warn("The chat cannot use PostgreSQL: {}", e.getMessage());
      return Optional.empty();
    } finally {
      permits.release();
    }
  }

  private static Answer none() {
    return Answer.failed("broadcast-not-found", "There is no open broadcast for this token.");
  }

  private static Answer unavailable() {
    return Answer.failed("unavailable", "The chat cannot answer now; try again.", RETRY, null);
  }

  private static Answer bad(String message) {
    return Answer.failed("bad-request", message);
  }
}
