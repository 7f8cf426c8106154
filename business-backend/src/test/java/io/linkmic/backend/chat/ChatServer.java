package io.linkmic.backend.chat;

import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.contract.token.ApiKeys;
import io.linkmic.contract.token.ParticipantClaims;
import io.linkmic.contract.token.TokenMinter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A whole backend whose chat is used. Nobody plays mcu-api: broadcasts are put into the table. */
final class ChatServer implements AutoCloseable {
  private static final ApiKeys KEYS =
      ApiKeys.of(
          Map.of(
              RunningBackend.OPERATOR_KEY,
              RunningBackend.OPERATOR_SECRET,
              RunningBackend.OTHER_KEY,
              RunningBackend.OTHER_SECRET),
          false);

  final RunningBackend backend;

  ChatServer(String database, @Nullable URI redis, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("linkmic.backend.reconcile-interval=PT1H");
    if (redis != null) {
      all.add("linkmic.redis-url=" + redis);
    }
    backend =
        new RunningBackend(database, URI.create("http://127.0.0.1:9"), all.toArray(String[]::new));
  }

  int chatPort() {
    return backend.context().getBean(ChatDoor.class).port();
  }

  /** An open broadcast of the studio; its host is {@code host}. */
  String broadcast() {
    String id = "b-" + UUID.randomUUID();
    backend
        .jdbc()
        .sql(
            """
            insert into broadcast (id, version, owner, title, host_id, host_name, state, state_since,
              room_id, stream_key, created_at)
            values (:id, 1, :owner, 'Evening <show>', 'host', 'Host', 'LIVE', now(), :room, :key, now())
            """)
        .param("id", id)
        .param("owner", RunningBackend.KEY)
        .param("room", room(id))
        .param("key", "key-" + id)
        .update();
    return id;
  }

  void end(String broadcastId) {
    backend
        .jdbc()
        .sql("update broadcast set state = 'ENDED', ended_at = now() where id = ?")
        .param(broadcastId)
        .update();
  }

  static String room(String broadcastId) {
    return "r-" + broadcastId.substring(2, 10);
  }

  /** As mcu-api makes it for this service. */
  static String token(String participantId, String roomId, String... grants) {
    return tokenOf(RunningBackend.OPERATOR_KEY, participantId, roomId, grants);
  }

  static String tokenOf(String issuer, String participantId, String roomId, String... grants) {
    return new TokenMinter(KEYS)
        .mint(
            new ParticipantClaims(
                issuer,
                participantId,
                participantId + "'s name",
                roomId,
                Set.of(grants),
                Instant.now().plusSeconds(600),
                null));
  }

  Chatter chatter(String participantId, String broadcastId) {
    return new Chatter(chatPort()).connected().join(participantId, broadcastId, "message");
  }

  /** As the studio. */
  RunningBackend.Answer rest(String method, String path) {
    return rest(method, path, Map.of("Authorization", studio()));
  }

  private static String studio() {
    return RunningBackend.basic(RunningBackend.KEY, RunningBackend.SECRET);
  }

  RunningBackend.Answer rest(String method, String path, Map<String, String> headers) {
    try {
      return backend.call(method, path, null, headers);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    backend.close();
  }
}
