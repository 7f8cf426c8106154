package io.linkmic.node.signaling.socketio;

import io.linkmic.contract.token.TokenVerdict;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.node.NodeProperties;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.signaling.RandomIds;
import io.linkmic.socketio.Answer;
import io.linkmic.socketio.ClientRequest;
import io.linkmic.socketio.DoorLimits;
import io.linkmic.socketio.DoorLoop;
import io.linkmic.socketio.DoorPlace;
import io.linkmic.socketio.DoorUnavailable;
import io.linkmic.socketio.GuardedDoor;
import io.linkmic.socketio.GuardedSocket;
import io.linkmic.socketio.Refusal;
import io.linkmic.socketio.Visitor;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens and closes the door, and hands what passes the guards to the {@link DoorLoop}. */
public final class SocketIoDoor implements AutoCloseable {
  private final TokenVerifier verifier;
  private final DoorLoop loop = new DoorLoop("socket-io-door");
  private final Seating seating;
  private final Requests requests;
  private final GuardedDoor door;

  /**
   * @param refusals counts what the guards turn away
   */
  public SocketIoDoor(
      String bindAddress,
      NodeProperties.SocketIo settings,
      RoomDirectory rooms,
      TokenVerifier verifier,
      Consumer<Refusal> refusals) {
    this.verifier = verifier;
    this.seating = new Seating(rooms, loop, new RandomIds());
    this.requests = new Requests(seating, verifier);
    this.door =
        new GuardedDoor(
            new DoorPlace("Socket.IO", "linkmic.node.socket-io.port", bindAddress, settings.port()),
            limits(settings),
            loop,
            Host::new,
            refusals);
  }

  private static DoorLimits limits(NodeProperties.SocketIo settings) {
    return new DoorLimits(
        settings.allowedOrigins(),
        (int) settings.maxPayload().toBytes(),
        settings.joinTimeout(),
        settings.pingInterval(),
        settings.pingTimeout(),
        settings.messagesPerSecond(),
        settings.messageBurst(),
        settings.handshakesPerSecond(),
        settings.handshakeBurst(),
        settings.connectionsPerAddress());
  }

  /**
   * Starts to listen.
   *
   * @throws DoorUnavailable when the port cannot be had; nothing is left running
   */
  public void open() {
    try {
      door.open();
    } catch (DoorUnavailable e) {
      loop.close();
      throw e;
    }
  }

  /** Where it listens; −1 before it does. */
  public int port() {
    return door.port();
  }

  /** Connections that have an Engine.IO session, with and without a seat. */
  public int sockets() {
    return door.sockets();
  }

  /** Whoever connects: hosts, co-hosts, audience members. */
  private final class Host implements Visitor {
    private final SocketSession session;

    Host(GuardedSocket socket) {
      this.session = new SocketSession(socket);
    }

    @Override
    public Optional<Answer.Failure> shows(String token) {
      return switch (verifier.verify(token)) {
        case TokenVerdict.Valid valid -> {
          session.authenticated(valid.claims());
          yield Optional.empty();
        }
        // A client that reconnects shows the token it has; its resume ticket may still be good.
        case TokenVerdict.Rejected rejected when rejected.reason() == TokenVerdict.Reason.EXPIRED ->
            Optional.empty();
        case TokenVerdict.Rejected rejected ->
            Optional.of(
                new Answer.Failure("token-" + rejected.reason().kebab(), rejected.message()));
      };
    }

    @Override
    public void asks(ClientRequest request, Consumer<Answer> answer) {
      loop.execute(() -> requests.handle(session, request, answer));
    }

    @Override
    public void leaves() {
      loop.execute(() -> seating.lost(session));
    }
  }

  /** Closes every connection; seats are the rooms' to end. */
  @Override
  public void close() {
    door.close();
    loop.close();
  }
}
