package io.linkmic.backend.chat;

import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.socketio.DoorLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.Subscription;

/**
 * Carries messages and mutes between instances by Redis pub/sub, one channel per broadcast. Best
 * effort: what gets lost here, the rooms find in PostgreSQL. Publishing waits, on any thread;
 * subscriptions belong to a thread of their own.
 */
final class ChatRelay implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChatRelay.class);

  /** A Redis that came back is heard again this soon. */
  private static final Duration CARE = Duration.ofMillis(500);

  private final String self = UUID.randomUUID().toString();
  private final RedisGate redis;
  private final Heard heard;
  private final DoorLoop thread = new DoorLoop("chat-relay");

  // Owned by the thread. What is wanted is bounded by the rooms that have sockets here.
  private final Set<String> wanted = new HashSet<>();
  private final Set<String> subscribed = new HashSet<>();
  private @Nullable RedisConnection connection;

  /** What comes from elsewhere. Called on Redis' threads; must not wait. */
  interface Heard {
    void message(String broadcastId, ChatMessage message);

    void muted(String broadcastId, Messages.Muted muted);

    /** From now on messages come; what came before is in PostgreSQL. */
    void listening(String broadcastId);
  }

  ChatRelay(RedisGate redis, Heard heard) {
    this.redis = redis;
    this.heard = heard;
    if (redis.redis() != null) {
      thread.every(CARE, this::care);
    }
  }

  void tell(String broadcastId, ChatMessage message) {
    publish(broadcastId, Wire.of(self, message));
  }

  void tell(String broadcastId, Messages.Muted muted) {
    publish(broadcastId, Wire.of(self, muted));
  }

  private void publish(String broadcastId, Wire wire) {
    String json = ClusterJson.write(wire);
    var _ =
        redis.ask(server ->
            server.call(commands -> commands.convertAndSend(Keys.CHAT + broadcastId, json)));
  }

  void want(String broadcastId) {
    if (redis.redis() != null) {
      thread.execute(() -> {
        wanted.add(broadcastId);
        care();
      });
    }
  }

  void unwant(String broadcastId) {
    if (redis.redis() != null) {
      thread.execute(() -> {
        wanted.remove(broadcastId);
        care();
      });
    }
  }

  /** Subscribes to what is wanted, and to nothing else. */
  private void care() {
    try {
      if (connection != null && connection.isClosed()) {
        drop();
      }
      for (String broadcastId : missing(wanted, subscribed)) {
        subscribe(broadcastId);
        subscribed.add(broadcastId);
        heard.listening(broadcastId);
      }
      for (String broadcastId : missing(subscribed, wanted)) {
        unsubscribe(broadcastId);
        subscribed.remove(broadcastId);
      }
    } catch (RuntimeException e) {
      // Redis is away. Lettuce subscribes again by itself to what it knows; the rest is tried
      // again.
      log.debug("Redis does not take subscriptions: {}", e.getMessage());
    }
  }

  private static Set<String> missing(Set<String> from, Set<String> in) {
    Set<String> missing = new HashSet<>(from);
    missing.removeAll(in);
    return missing;
  }

  private void subscribe(String broadcastId) {
    byte[] channel = (Keys.CHAT + broadcastId).getBytes(StandardCharsets.UTF_8);
    Subscription subscription = connection == null ? null : connection.getSubscription();
    if (connection != null && subscription != null && subscription.isAlive()) {
      subscription.subscribe(channel);
      return;
    }
    drop();
    ClusterRedis server = redis.redis();
    if (server != null) {
      connection = server.connections().getConnection();
      connection.subscribe((message, pattern) -> received(message), channel);
    }
  }

  private void unsubscribe(String broadcastId) {
    Subscription subscription = connection == null ? null : connection.getSubscription();
    if (subscription != null && subscription.isAlive()) {
      subscription.unsubscribe((Keys.CHAT + broadcastId).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void drop() {
    RedisConnection old = connection;
    connection = null;
    subscribed.clear();
    if (old != null) {
      old.close();
    }
  }

  private void received(Message message) {
    String channel = new String(message.getChannel(), StandardCharsets.UTF_8);
    String broadcastId = channel.substring(Keys.CHAT.length());
    ClusterJson.read(new String(message.getBody(), StandardCharsets.UTF_8), Wire.class)
        .filter(wire -> wire.schema() == Keys.SCHEMA && !self.equals(wire.from()))
        .ifPresent(wire -> {
          if (wire.message() != null) {
            heard.message(broadcastId, wire.message());
          } else if (wire.muted() != null) {
            heard.muted(broadcastId, wire.muted());
          }
        });
  }

  /** The subscription ends with its Redis connection, which is its maker's to close. */
  @Override
  public void close() {
    thread.close();
  }
}
