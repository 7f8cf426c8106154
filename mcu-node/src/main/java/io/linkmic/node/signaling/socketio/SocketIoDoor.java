package io.linkmic.node.signaling.socketio;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.Transport;
import io.linkmic.contract.token.TokenVerdict;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.node.NodeProperties;
import io.linkmic.node.http.DoorUnavailable;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.signaling.RandomIds;
import io.netty.channel.epoll.Epoll;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;

/** Opens and closes the door, and hands what passes the guards to the {@link DoorLoop}. */
public final class SocketIoDoor implements AutoCloseable {
  /** Signalling is a few messages per join: one thread carries thousands of sockets. */
  private static final int WORKER_THREADS = 1;

  /** A roster of 1000 participants has 100 KB; who lets that pile up twice is not reading. */
  private static final int MAXIMUM_UNREAD_BYTES = 256 * 1024;

  private static final Duration SWEEP = Duration.ofSeconds(10);

  private final NodeProperties.SocketIo settings;
  private final TokenVerifier verifier;
  private final SocketSessions sessions = new SocketSessions();
  private final DoorLoop loop = new DoorLoop();
  private final AddressGate gate;
  private final Seating seating;
  private final Requests requests;
  private final GuardedServer server;
  private final String bindAddress;

  public SocketIoDoor(
      String bindAddress,
      NodeProperties.SocketIo settings,
      RoomDirectory rooms,
      TokenVerifier verifier) {
    this.bindAddress = bindAddress;
    this.settings = settings;
    this.verifier = verifier;
    this.gate =
        new AddressGate(
            settings.connectionsPerAddress(),
            settings.handshakesPerSecond(),
            settings.handshakeBurst(),
            System::nanoTime);
    this.seating = new Seating(rooms, loop, new RandomIds(), settings.joinTimeout());
    this.requests = new Requests(seating, verifier);
    this.server =
        new GuardedServer(
            configuration(),
            unguarded ->
                new GuardedPipeline(unguarded, settings, gate, sessions, System::nanoTime));
    server.addConnectListener(this::connected);
    server.addDisconnectListener(this::disconnected);
    server.getNamespace("").addAuthTokenListener(this::authenticate);
    server.addEventListener(EventJson.REQUEST, ClientRequest.class, this::requested);
  }

  private Configuration configuration() {
    int maxPayload = (int) settings.maxPayload().toBytes();
    Configuration configuration = new Configuration();
    configuration.setHostname(bindAddress);
    configuration.setPort(settings.port());
    configuration.setTransports(Transport.WEBSOCKET, Transport.POLLING);
    configuration.setUseLinuxNativeEpoll(Epoll.isAvailable());
    configuration.setBossThreads(1);
    configuration.setWorkerThreads(WORKER_THREADS);
    configuration.setMaxFramePayloadLength(maxPayload);
    configuration.setMaxHttpContentLength(maxPayload);
    // A compressed message is inflated without a bound.
    configuration.setHttpCompression(false);
    configuration.setWebsocketCompression(false);
    // Otherwise a cookie chooses the session's id.
    configuration.setRandomSession(true);
    configuration.setAddVersionHeader(false);
    configuration.setFirstDataTimeout((int) settings.joinTimeout().toMillis());
    configuration.setUpgradeTimeout((int) settings.joinTimeout().toMillis());
    configuration.setPingInterval((int) settings.pingInterval().toMillis());
    configuration.setPingTimeout((int) settings.pingTimeout().toMillis());
    configuration.setAckMode(AckMode.MANUAL);
    configuration.setJsonSupport(new EventJson());
    configuration.setExceptionListener(new QuietExceptions());
    SocketConfig socket = new SocketConfig();
    socket.setReuseAddress(true);
    socket.setWriteBufferWaterMarkLow(MAXIMUM_UNREAD_BYTES / 4);
    socket.setWriteBufferWaterMarkHigh(MAXIMUM_UNREAD_BYTES);
    configuration.setSocketConfig(socket);
    return configuration;
  }

  /**
   * Starts to listen.
   *
   * @throws DoorUnavailable when the port cannot be had; nothing is left running
   */
  public void open() {
    Future<Void> bound = server.startAsync().awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new DoorUnavailable(
          DoorUnavailable.taken("Socket.IO", settings.port(), "linkmic.node.socket-io.port"),
          bound.cause());
    }
    loop.every(SWEEP, gate::sweep);
  }

  /** Where it listens; −1 before it does. */
  public int port() {
    return server.port();
  }

  /** Connections that have an Engine.IO session, with and without a seat. */
  public int sockets() {
    return sessions.size();
  }

  private void connected(SocketIOClient client) {
    SocketSession session =
        new SocketSession(
            new ClientSocket(client),
            new TokenBucket(
                settings.messagesPerSecond(), settings.messageBurst(), System::nanoTime));
    sessions.add(client.getSessionId(), session);
    seating.startClock(session);
  }

  private void disconnected(SocketIOClient client) {
    SocketSession session = sessions.remove(client.getSessionId());
    if (session != null) {
      loop.execute(() -> seating.lost(session));
    }
  }

  /** The handshake's {@code auth}: a forged token is refused there and then. */
  private AuthTokenResult authenticate(Object credentials, SocketIOClient client) {
    Object token = credentials instanceof Map<?, ?> map ? map.get("token") : null;
    SocketSession session = sessions.find(client.getSessionId());
    if (token == null || session == null) {
      return AuthTokenResult.AuthTokenResultSuccess;
    }
    return switch (verifier.verify(token.toString())) {
      case TokenVerdict.Valid valid -> {
        session.authenticated(valid.claims());
        yield AuthTokenResult.AuthTokenResultSuccess;
      }
      // A client that reconnects shows the token it has; its resume ticket may still be good.
      case TokenVerdict.Rejected rejected when rejected.reason() == TokenVerdict.Reason.EXPIRED ->
          AuthTokenResult.AuthTokenResultSuccess;
      case TokenVerdict.Rejected rejected ->
          new AuthTokenResult(
              false,
              Map.of(
                  "message",
                  rejected.message(),
                  "data",
                  Map.of("code", "token-" + rejected.reason().kebab())));
    };
  }

  private void requested(SocketIOClient client, ClientRequest request, AckRequest ack) {
    SocketSession session = sessions.find(client.getSessionId());
    if (session != null) {
      loop.execute(
          () -> requests.handle(session, request, answer -> session.socket.answer(ack, answer)));
    }
  }

  /** Closes every connection; seats are the rooms' to end. */
  @Override
  public void close() {
    server.stop();
    loop.close();
  }
}
