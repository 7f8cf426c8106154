package io.linkmic.backend;

import static io.linkmic.backend.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.backend.testing.RunningBackend.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A broadcast from its creation to its end. */
class BroadcastLifeIT {
  private static McuApiPeer mcu;
  private static RunningBackend backend;

  @BeforeAll
  static void start() throws Exception {
    mcu = new McuApiPeer();
    backend =
        new RunningBackend(
            RealPostgres.newDatabase(),
            mcu.url(),
            "linkmic.backend.pool.size=5",
            "linkmic.backend.signing-secret=a-signing-secret-of-32-bytes-or-more");
  }

  @AfterAll
  static void stop() {
    backend.close();
    mcu.close();
  }

  @AfterEach
  void heal() {
    mcu.fail("", 0);
    mcu.silent(false);
  }

  private static List<String> roomsInUse() {
    return backend
        .jdbc()
        .sql("select room_id from room_pair where state = 'IN_USE'")
        .query(String.class)
        .list();
  }

  private static long broadcasts() {
    return backend.jdbc().sql("select count(*) from broadcast").query(Long.class).single();
  }

  @Test
  void creating_gives_everything_that_a_host_and_an_audience_need() throws Exception {
    Answer answer =
        backend.call(
            "POST",
            "/api/v1/broadcasts",
            Map.of("title", "Evening", "hostId", "alice", "hostName", "Alice"));
    assertThat(answer.status()).isEqualTo(201);
    JsonNode made = answer.json();
    String id = made.path("broadcastId").asString();
    String roomId = made.path("roomId").asString();
    String key = made.path("streamKey").asString();
    assertThat(answer.http().headers().firstValue("Location")).hasValue("/api/v1/broadcasts/" + id);
    assertThat(made.path("state").asString()).isEqualTo("CREATED");
    assertThat(key).hasSizeGreaterThanOrEqualTo(26).isNotEqualTo(roomId);
    assertThat(made.at("/ticket/token").asString()).isEqualTo("token-of-alice");
    assertThat(made.at("/ticket/roomId").asString()).isEqualTo(roomId);
    assertThat(made.at("/ticket/dnsUrl").asString()).isEqualTo("http://127.0.0.1:8082");
    assertThat(made.path("rtmpUrl").asString())
        .matches("rtmp://127.0.0.1:1935/live/" + key + "\\?expires=\\d+&signature=[0-9a-f]{64}");
    assertThat(made.at("/playback/flv").asString())
        .matches(
            "http://127.0.0.1:8085/live/" + key + "\\.flv\\?expires=\\d+&signature=[0-9a-f]{64}");
    assertThat(made.at("/playback/rtmp").asString()).startsWith("rtmp://127.0.0.1:1935/live/");
    assertThat(made.path("hostUrl").asString())
        .isEqualTo(
            "http://127.0.0.1:8080/host/"
                + id
                + "#token=token-of-alice&dns=http%3A%2F%2F127.0.0.1%3A8082");
    assertThat(made.path("watchUrl").asString()).isEqualTo("http://127.0.0.1:8080/watch/" + id);

    String egress = mcu.rooms().get(roomId).at("/egress/0/url").asString();
    assertThat(egress)
        .startsWith("rtmp://127.0.0.1:1935/live/" + key + "?")
        .endsWith("&epoch={epoch}");
    JsonNode asked =
        mcu.tokens().stream()
            .filter(token -> token.path("roomId").asString().equals(roomId))
            .findFirst()
            .orElseThrow();
    assertThat(asked.path("grants").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("publish", "subscribe", "message", "admin");
  }

  @Test
  void the_program_makes_it_live_and_interrupts_it_and_the_history_tells() throws Exception {
    JsonNode made = backend.create();
    String id = made.path("broadcastId").asString();
    String room = made.path("roomId").asString();
    mcu.mode(room, "passthrough");
    backend.event("e1-" + room, "program.changed", room, 1, Map.of("mode", "passthrough"));
    assertThat(backend.state(id)).isEqualTo("LIVE");
    backend.event("e2-" + room, "program.changed", room, 2, Map.of("mode", "mix"));
    assertThat(backend.state(id)).isEqualTo("LIVE");
    mcu.mode(room, "hold");
    backend.event(
        "e3-" + room, "program.changed", room, 3, Map.of("mode", "hold", "reason", "vanished"));
    assertThat(backend.state(id)).isEqualTo("INTERRUPTED");
    mcu.mode(room, "passthrough");
    backend.event("e4-" + room, "program.changed", room, 4, Map.of("mode", "passthrough"));
    Answer end = backend.call("POST", "/api/v1/broadcasts/" + id + "/end", null);
    assertThat(end.status()).isEqualTo(200);
    assertThat(end.json().path("state").asString()).isEqualTo("ENDED");

    JsonNode detail = backend.broadcast(id);
    assertThat(detail.path("history").valueStream().map(entry -> entry.path("to").asString()))
        .containsExactly("CREATED", "LIVE", "INTERRUPTED", "LIVE", "ENDED");
    assertThat(detail.path("history").valueStream().map(entry -> entry.path("cause").asString()))
        .containsExactly("created", "on-air", "off-air", "on-air", "end-requested");
    assertThat(detail.path("endedAt").asString()).isNotEmpty();
    eventually(() -> assertThat(mcu.rooms()).doesNotContainKey(room));
  }

  @Test
  void ending_twice_is_ending_once_and_an_ended_one_stays_ended() throws Exception {
    JsonNode made = backend.create();
    String id = made.path("broadcastId").asString();
    String room = made.path("roomId").asString();
    assertThat(backend.call("POST", "/api/v1/broadcasts/" + id + "/end", null).status())
        .isEqualTo(200);
    assertThat(backend.call("POST", "/api/v1/broadcasts/" + id + "/end", null).status())
        .isEqualTo(200);
    backend.event("late-" + room, "program.changed", room, 9, Map.of("mode", "passthrough"));
    assertThat(backend.state(id)).isEqualTo("ENDED");
    assertThat(backend.broadcast(id).path("history")).hasSize(2);
    assertThat(backend.call("GET", "/api/v1/broadcasts/" + id + "/program", null).code())
        .isEqualTo("broadcast-ended");
    assertThat(
            backend
                .call(
                    "POST",
                    "/api/v1/broadcasts/" + id + "/invitations",
                    Map.of("name", "Bob", "role", "co-host"))
                .code())
        .isEqualTo("broadcast-ended");
  }

  @Test
  void a_room_whose_deletion_failed_is_deleted_later() throws Exception {
    JsonNode made = backend.create();
    String room = made.path("roomId").asString();
    mcu.fail("DELETE /v1/rooms", 503);
    backend.call(
        "POST", "/api/v1/broadcasts/" + made.path("broadcastId").asString() + "/end", null);
    eventually(() -> assertThat(mcu.calls()).contains("DELETE /v1/rooms/" + room));
    assertThat(mcu.rooms()).containsKey(room);
    mcu.fail("", 0);
    eventually(() -> assertThat(mcu.rooms()).doesNotContainKey(room));
  }

  @Test
  void without_mcu_api_nothing_is_half_made() throws Exception {
    long before = broadcasts();
    List<String> inUse = roomsInUse();
    for (String call : List.of("POST /v1/rooms", "POST /v1/tokens")) {
      mcu.fail(call, 500);
      Answer answer =
          backend.call("POST", "/api/v1/broadcasts", Map.of("title", "x", "hostId", "a"));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.http().headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.http().headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
    }
    mcu.fail("", 0);
    assertThat(broadcasts()).isEqualTo(before);
    assertThat(roomsInUse()).containsExactlyInAnyOrderElementsOf(inUse);
    // The room that was made before the token failed goes too.
    eventually(() -> assertThat(mcu.rooms().keySet()).isSubsetOf(roomsInUse()));
  }

  @Test
  void a_silent_mcu_api_keeps_nobody_waiting() throws Exception {
    mcu.silent(true);
    long before = System.nanoTime();
    Answer answer = backend.call("POST", "/api/v1/broadcasts", Map.of("title", "x", "hostId", "a"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("mcu-api-unavailable");
    assertThat(System.nanoTime() - before).isLessThan(7_000_000_000L);
  }

  @Test
  void a_room_id_that_exists_already_is_left_alone() throws Exception {
    mcu.fail("POST /v1/rooms", 409);
    Answer answer = backend.call("POST", "/api/v1/broadcasts", Map.of("title", "x", "hostId", "a"));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(
            backend
                .jdbc()
                .sql(
                    "select count(*) from room_pair where state = 'RESTING' and broadcast_id is not null")
                .query(Long.class)
                .single())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void creations_at_the_same_time_never_share_a_room_or_a_key() throws Exception {
    int count = 40;
    Set<String> rooms = new HashSet<>();
    Set<String> keys = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<JsonNode>> work =
          IntStream.range(0, count).<Callable<JsonNode>>mapToObj(i -> backend::create).toList();
      for (var made : threads.invokeAll(work)) {
        rooms.add(made.get().path("roomId").asString());
        keys.add(made.get().path("streamKey").asString());
      }
    }
    assertThat(rooms).hasSize(count);
    assertThat(keys).hasSize(count);
    eventually(() ->
        assertThat(
                backend
                    .jdbc()
                    .sql("select count(*) from room_pair where state = 'FREE'")
                    .query(Long.class)
                    .single())
            .isEqualTo(5));
  }

  @Test
  void the_same_idempotency_key_makes_one_broadcast() throws Exception {
    Map<String, String> headers =
        Map.of(
            "Authorization",
            RunningBackend.basic(RunningBackend.KEY, RunningBackend.SECRET),
            "Idempotency-Key",
            "once");
    Map<String, String> body = Map.of("title", "Once", "hostId", "alice");
    Set<String> ids = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> work =
          IntStream.range(0, 8)
              .<Callable<Answer>>mapToObj(
                  i -> () -> backend.call("POST", "/api/v1/broadcasts", body, headers))
              .toList();
      for (var answer : threads.invokeAll(work)) {
        assertThat(answer.get().status()).isEqualTo(201);
        ids.add(answer.get().json().path("broadcastId").asString());
      }
    }
    assertThat(ids).hasSize(1);
    Answer other =
        backend.call(
            "POST", "/api/v1/broadcasts", Map.of("title", "Other", "hostId", "alice"), headers);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void invitations_give_tickets_by_role() throws Exception {
    String id = backend.create().path("broadcastId").asString();
    String path = "/api/v1/broadcasts/" + id + "/invitations";
    JsonNode guest =
        backend.call("POST", path, Map.of("name", "Bob", "role", "co-host", "ttl", "PT1H")).json();
    assertThat(guest.path("url").asString())
        .startsWith("http://127.0.0.1:8080/host/" + id + "#token=");
    JsonNode viewer = backend.call("POST", path, Map.of("name", "Vera", "role", "audience")).json();
    assertThat(viewer.path("url").asString())
        .startsWith("http://127.0.0.1:8080/watch/" + id + "#token=");
    JsonNode host = backend.call("POST", path, Map.of("role", "host")).json();
    assertThat(host.at("/ticket/participantId").asString()).isEqualTo("alice");
    List<JsonNode> asked = mcu.tokens();
    assertThat(grants(asked, guest)).containsExactlyInAnyOrder("publish", "subscribe", "message");
    assertThat(grants(asked, viewer)).containsExactlyInAnyOrder("subscribe", "message");
    assertThat(backend.broadcast(id).path("invitations")).hasSize(3);

    Answer hosts =
        backend.call(
            "POST", path, Map.of("name", "Eve", "role", "co-host", "participantId", "alice"));
    assertThat(hosts.status()).isEqualTo(422);
    Answer nonsense = backend.call("POST", path, Map.of("name", "", "role", "king", "ttl", "P9D"));
    assertThat(nonsense.status()).isEqualTo(422);
    assertThat(nonsense.json().path("errors").valueStream().map(e -> e.path("field").asString()))
        .contains("name", "role", "ttl");
  }

  private static List<String> grants(List<JsonNode> asked, JsonNode invited) {
    String participant = invited.at("/ticket/participantId").asString();
    return asked.stream()
        .filter(token -> token.path("participantId").asString().equals(participant))
        .findFirst()
        .orElseThrow()
        .path("grants")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void everybody_may_ask_where_to_watch_and_learns_no_secret() throws Exception {
    JsonNode made = backend.create();
    String id = made.path("broadcastId").asString();
    Answer answer = backend.call("GET", "/api/v1/broadcasts/" + id + "/playback", null, Map.of());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/playback/flv").asString()).contains("signature=");
    assertThat(answer.json().at("/playback/expiresAt").asString()).isNotEmpty();
    assertThat(answer.http().body()).doesNotContain("rtmpUrl").doesNotContain("token");
    backend.call("POST", "/api/v1/broadcasts/" + id + "/end", null);
    JsonNode ended =
        backend.call("GET", "/api/v1/broadcasts/" + id + "/playback", null, Map.of()).json();
    assertThat(ended.path("state").asString()).isEqualTo("ENDED");
    assertThat(ended.has("playback")).isFalse();
  }
}
