package io.linkmic.backend.chat;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.contract.token.TokenVerifier;
import io.linkmic.socketio.DoorLimits;
import io.linkmic.socketio.DoorLoop;
import io.linkmic.socketio.DoorPlace;
import io.linkmic.socketio.DoorUnavailable;
import io.linkmic.socketio.GuardedDoor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the chat together, opens and closes it. Any thread. */
public final class ChatDoor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChatDoor.class);

  private final ChatProperties settings;
  private final @Nullable ClusterRedis redis;
  private final DoorLoop loop = new DoorLoop("chat-rooms");
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ChatStore store;
  private final BroadcastLookup broadcasts;
  private final ChatMetrics metrics;
  private final ChatRooms rooms;
  private final SendWindow window;
  private final ChatRelay relay;
  private final Mutes mutes;
  private final GuardedDoor door;

  /**
   * @param redis null where there is only this instance; becomes the door's to close
   * @param ticketIssuer the API key whose tokens this service hands out
   */
  ChatDoor(
      ChatProperties settings,
      Surroundings surroundings,
      @Nullable ClusterRedis redis,
      String ticketIssuer) {
    this.settings = settings;
    this.redis = redis;
    this.metrics = surroundings.metrics();
    RedisGate gate = new RedisGate(redis, System::nanoTime, metrics::redisFailed);
    this.store = new ChatStore(surroundings.jdbc());
    this.broadcasts = new BroadcastLookup(surroundings.jdbc());
    this.rooms =
        new ChatRooms(loop, settings.socketsPerBroadcast(), settings.socketsPerParticipant());
    this.window = new SendWindow(gate, settings.messages(), settings.window(), System::nanoTime);
    this.relay = new ChatRelay(gate, rooms);
    this.mutes = new Mutes(store, rooms, relay);
    rooms.connect(new Fetcher());
    Requests requests =
        new Requests(
            new Requests.Parts(
                surroundings.verifier(),
                broadcasts,
                store,
                window,
                mutes,
                relay,
                rooms,
                metrics,
                ticketIssuer));
    this.door =
        new GuardedDoor(
            new DoorPlace(
                "chat", "linkmic.backend.chat.port", surroundings.bindAddress(), settings.port()),
            limits(settings),
            loop,
            socket -> new Guest(socket, surroundings.verifier(), requests, rooms, workers),
            metrics::refused);
    metrics.sockets(door::sockets, rooms::joined);
  }

  /** What the rest of the service lends to the chat. */
  record Surroundings(
      String bindAddress, JdbcClient jdbc, TokenVerifier verifier, ChatMetrics metrics) {}

  private static DoorLimits limits(ChatProperties settings) {
    return new DoorLimits(
        settings.allowedOrigins(),
        (int) settings.maxPayload().toBytes(),
        settings.joinTimeout(),
        settings.pingInterval(),
        settings.pingTimeout(),
        settings.requestsPerSecond(),
        settings.requestBurst(),
        settings.handshakesPerSecond(),
        settings.handshakeBurst(),
        settings.connectionsPerAddress());
  }

  /**
   * Starts to listen.
   *
   * @throws DoorUnavailable when the port cannot be had; nothing is left running
   */
  void open() {
    try {
      door.open();
    } catch (DoorUnavailable e) {
      close();
      throw e;
    }
    loop.every(settings.lookInterval(), this::look);
    loop.every(settings.window(), window::sweep);
  }

  /** Where it listens; −1 before it does. */
  public int port() {
    return door.port();
  }

  ChatStore store() {
    return store;
  }

  Mutes mutes() {
    return mutes;
  }

  /** Finds broadcasts that ended, and messages that Redis did not bring. */
  private void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    rooms.open(open ->
        work(() -> {
          try {
            compare(open);
          } finally {
            looking.set(false);
          }
        }));
  }

  private void compare(Set<String> open) {
    if (open.isEmpty()) {
      return;
    }
    try {
      rooms.compare(open, broadcasts.standings(open));
    } catch (DataAccessException e) {
      log.warn("The chat cannot look at PostgreSQL: {}", e.getMessage());
    }
  }

  private void work(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("the chat is closed; nothing more happens behind its door");
    }
  }

  private final class Fetcher implements ChatRooms.Outside {
    @Override
    public void roomOpened(String broadcastId) {
      relay.want(broadcastId);
    }

    @Override
    public void roomEmptied(String broadcastId) {
      relay.unwant(broadcastId);
    }

    @Override
    public void fetch(String broadcastId, long after) {
      work(() -> rooms.fetched(broadcastId, read(broadcastId, after)));
    }

    private List<ChatMessage> read(String broadcastId, long after) {
      try {
        List<ChatMessage> found = store.between(broadcastId, after, Long.MAX_VALUE, ChatStore.PAGE);
        metrics.fetched(found.size());
        return found;
      } catch (DataAccessException e) {
        log.warn("The chat cannot catch up from PostgreSQL: {}", e.getMessage());
        return List.of();
      }
    }
  }

  /** Closes every connection; once, however often it is called. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    door.close();
    relay.close();
    loop.close();
    workers.shutdownNow();
    if (redis != null) {
      redis.close();
    }
  }
}
