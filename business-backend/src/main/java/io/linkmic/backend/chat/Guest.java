package io.linkmic.backend.chat;

import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenVerdict;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.socketio.Answer;
import io.linkmic.socketio.ClientRequest;
import io.linkmic.socketio.GuardedSocket;
import io.linkmic.socketio.Visitor;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of the chat. Its requests are handled one after the other, on virtual threads; its
 * seat changes only on the rooms' thread.
 */
final class Guest implements Visitor {
  private static final Logger log = LoggerFactory.getLogger(Guest.class);

  /** A client that asks so much before the first answer does not wait for answers. */
  private static final int MAXIMUM_WAITING = 32;

  private static final Duration BUSY = Duration.ofSeconds(1);

  /**
   * A place in a room.
   *
   * @param name cleaned, never empty
   * @param mayWrite the token grants {@code message}
   * @param mayMute it is the host, or the token grants {@code admin}
   */
  record Seat(
      ChatBroadcast broadcast,
      String participantId,
      String name,
      boolean mayWrite,
      boolean mayMute) {}

  final GuardedSocket socket;
  private final TokenVerifier verifier;
  private final Requests requests;
  private final ChatRooms rooms;
  private final Executor workers;
  private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable ParticipantClaims handshakeClaims;
  private volatile @Nullable Seat seat;
  private volatile boolean gone;

  /** The newest message it was sent, of its room. Owned by the rooms' thread. */
  long position;

  Guest(
      GuardedSocket socket,
      TokenVerifier verifier,
      Requests requests,
      ChatRooms rooms,
      Executor workers) {
    this.socket = socket;
    this.verifier = verifier;
    this.requests = requests;
    this.rooms = rooms;
    this.workers = workers;
  }

  /** Claims of a valid token in the handshake's {@code auth}, null when there was none. */
  @Nullable ParticipantClaims handshakeClaims() {
    return handshakeClaims;
  }

  /** Null before it joined, and after its chat was closed. */
  @Nullable Seat seat() {
    return seat;
  }

  void sit(Seat taken) {
    seat = taken;
    socket.admit();
  }

  void stand() {
    seat = null;
    socket.mustJoin();
  }

  boolean isGone() {
    return gone;
  }

  @Override
  public Optional<Answer.Failure> shows(String token) {
    return switch (verifier.verify(token)) {
      case TokenVerdict.Valid valid -> {
        handshakeClaims = valid.claims();
        yield Optional.empty();
      }
      case TokenVerdict.Rejected rejected ->
          Optional.of(new Answer.Failure("token-" + rejected.reason().kebab(), rejected.message()));
    };
  }

  @Override
  public void asks(ClientRequest request, Consumer<Answer> answer) {
    int before = waiting.getAndIncrement();
    if (before >= MAXIMUM_WAITING) {
      waiting.decrementAndGet();
      answer.accept(
          Answer.failed("rate-limited", "Wait for answers before asking more.", BUSY, null));
      return;
    }
    boolean first = before == 0;
    mailbox.add(() -> answer.accept(handle(request)));
    if (first) {
      try {
        workers.execute(this::work);
      } catch (RejectedExecutionException e) {
        log.debug("the chat is closed; nothing more is answered");
      }
    }
  }

  /** Goes on while there is work; the count says who starts it and when it ends. */
  private void work() {
    do {
      Runnable next = mailbox.poll();
      if (next != null) {
        next.run();
      }
    } while (waiting.decrementAndGet() > 0);
  }

  private Answer handle(ClientRequest request) {
    try {
      return requests.handle(this, request);
    } catch (RuntimeException e) {
      log.error("A chat request failed by our fault", e);
      return Answer.failed("internal-error", "The chat failed to answer; it has been logged.");
    }
  }

  @Override
  public void leaves() {
    gone = true;
    rooms.leave(this);
  }
}
