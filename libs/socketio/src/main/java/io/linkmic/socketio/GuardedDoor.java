package io.linkmic.socketio;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.Transport;
import io.netty.channel.epoll.Epoll;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A Socket.IO v4 door. Opens and closes it, and hands what passes the guards to the {@link Visitor}
 * of the socket it came by. Any thread.
 */
public final class GuardedDoor implements AutoCloseable {
  /** A door is a few messages per visitor: one thread carries thousands of sockets. */
  private static final int WORKER_THREADS = 1;

  /** A roster of 1000 participants has 100 KB; who lets that pile up twice is not reading. */
  private static final int MAXIMUM_UNREAD_BYTES = 256 * 1024;

  private static final Duration SWEEP = Duration.ofSeconds(10);

  private final DoorPlace place;
  private final DoorLimits limits;
  private final DoorLoop loop;
  private final Function<GuardedSocket, Visitor> visitors;
  private final Consumer<Refusal> refusals;
  private final Sockets sockets = new Sockets();
  private final AddressGate gate;
  private final GuardedServer server;

  /**
   * @param loop times out who is not admitted; stays its maker's to close, after the door
   * @param visitors called once per connection, on Netty's event loop
   * @param refusals counts what the guards turn away; any thread, must not wait
   */
  public GuardedDoor(
      DoorPlace place,
      DoorLimits limits,
      DoorLoop loop,
      Function<GuardedSocket, Visitor> visitors,
      Consumer<Refusal> refusals) {
    this.place = place;
    this.limits = limits;
    this.loop = loop;
    this.visitors = visitors;
    this.refusals = refusals;
    this.gate =
        new AddressGate(
            limits.connectionsPerAddress(),
            limits.handshakesPerSecond(),
            limits.handshakeBurst(),
            System::nanoTime);
    this.server =
        new GuardedServer(
            configuration(),
            unguarded ->
                new GuardedPipeline(unguarded, limits, gate, sockets, refusals, System::nanoTime));
    server.addConnectListener(this::connected);
    server.addDisconnectListener(this::disconnected);
    server.getNamespace("").addAuthTokenListener(this::authenticate);
    server.addEventListener(EventJson.REQUEST, ClientRequest.class, this::requested);
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setHostname(place.bindAddress());
    configuration.setPort(place.port());
    configuration.setTransports(Transport.WEBSOCKET, Transport.POLLING);
    configuration.setUseLinuxNativeEpoll(Epoll.isAvailable());
    configuration.setBossThreads(1);
    configuration.setWorkerThreads(WORKER_THREADS);
    configuration.setMaxFramePayloadLength(limits.maxPayloadBytes());
    configuration.setMaxHttpContentLength(limits.maxPayloadBytes());
    // A compressed message is inflated without a bound.
    configuration.setHttpCompression(false);
    configuration.setWebsocketCompression(false);
    // Otherwise a cookie chooses the session's id.
    configuration.setRandomSession(true);
    configuration.setAddVersionHeader(false);
    configuration.setFirstDataTimeout((int) limits.joinTimeout().toMillis());
    configuration.setUpgradeTimeout((int) limits.joinTimeout().toMillis());
    configuration.setPingInterval((int) limits.pingInterval().toMillis());
    configuration.setPingTimeout((int) limits.pingTimeout().toMillis());
    configuration.setAckMode(AckMode.MANUAL);
    configuration.setJsonSupport(new EventJson());
    configuration.setExceptionListener(new QuietExceptions(refusals));
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
   * @throws DoorUnavailable when the port cannot be had; nothing is left listening
   */
  public void open() {
    Future<Void> bound = server.startAsync().awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new DoorUnavailable(
          DoorUnavailable.taken(place.name(), place.port(), place.portSetting()), bound.cause());
    }
    loop.every(SWEEP, gate::sweep);
  }

  /** Where it listens; −1 before it does. */
  public int port() {
    return server.port();
  }

  /** Connections that have an Engine.IO session, admitted or not. */
  public int sockets() {
    return sockets.size();
  }

  private void connected(SocketIOClient client) {
    TokenBucket requests =
        new TokenBucket(limits.messagesPerSecond(), limits.messageBurst(), System::nanoTime);
    GuardedSocket socket =
        new GuardedSocket(client, requests, loop, limits.joinTimeout(), refusals);
    socket.received(visitors.apply(socket));
    sockets.add(client.getSessionId(), socket);
    socket.mustJoin();
  }

  private void disconnected(SocketIOClient client) {
    GuardedSocket socket = sockets.remove(client.getSessionId());
    Visitor visitor = socket == null ? null : socket.visitor();
    if (visitor != null) {
      visitor.leaves();
    }
  }

  /** The handshake's {@code auth}: a forged token is refused there and then. */
  private AuthTokenResult authenticate(Object credentials, SocketIOClient client) {
    Object token = credentials instanceof Map<?, ?> map ? map.get("token") : null;
    GuardedSocket socket = sockets.find(client.getSessionId());
    Visitor visitor = socket == null ? null : socket.visitor();
    if (token == null || visitor == null) {
      return AuthTokenResult.AuthTokenResultSuccess;
    }
    Optional<Answer.Failure> refused = visitor.shows(token.toString());
    return refused.isEmpty()
        ? AuthTokenResult.AuthTokenResultSuccess
        : new AuthTokenResult(
            false,
            Map.of(
                "message", refused.get().message(), "data", Map.of("code", refused.get().code())));
  }

  private void requested(SocketIOClient client, ClientRequest request, AckRequest ack) {
    GuardedSocket socket = sockets.find(client.getSessionId());
    Visitor visitor = socket == null ? null : socket.visitor();
    if (socket != null && visitor != null) {
      visitor.asks(request, answer -> socket.answer(ack, answer));
    }
  }

  /** Closes every connection. */
  @Override
  public void close() {
    server.stop();
  }
}
