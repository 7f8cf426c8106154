package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.TWO;
import static io.linkmic.api.RunningApi.basic;
import static io.linkmic.api.RunningApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.room.RoomStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;
import tools.jackson.databind.JsonNode;

/** Rooms, tokens, pages and versions over a real Redis. */
class RoomsIT {
  private static final String KEY = basic(ONE);
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start("--linkmic.api.rooms-per-key=60");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void a_room_is_told_with_defaults_and_without_its_stream_key() {
    var made = api.post("/v1/rooms", KEY, "{\"roomId\":\"plain\",\"name\":\"Plain\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/v1/rooms/plain");
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    JsonNode room = api.get("/v1/rooms/plain", KEY).json();
    assertThat(room.path("holdTimeout").asString()).isEqualTo("PT30S");
    assertThat(room.path("version").asLong()).isEqualTo(1);
    assertThat(room.path("running").isNull()).isTrue();
    assertThat(room.path("egress").path(0).path("egressId").asString()).startsWith("eg-");
    assertThat(room.path("egress").path(0).path("url").asString())
        .isEqualTo("rtmp://127.0.0.1:1935/live/…");
    var again = api.post("/v1/rooms", KEY, "{\"roomId\":\"plain\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("room-exists");
    assertThat(api.post("/v1/rooms", basic(TWO), "{\"roomId\":\"plain\"}").code())
        .isEqualTo("room-exists");
    assertThat(api.get("/v1/rooms/plain", basic(TWO)).code()).isEqualTo("room-not-found");
  }

  @Test
  void a_room_without_an_id_gets_one_that_cannot_be_guessed() {
    String first = api.post("/v1/rooms", KEY, "{}").json().path("roomId").asString();
    assertThat(first).matches("[2-9a-hjkmnp-z]{12}");
    assertThat(api.post("/v1/rooms", KEY, "{}").json().path("roomId").asString())
        .isNotEqualTo(first);
  }

  @Test
  void a_patch_merges_and_keeps_what_it_does_not_name() {
    api.post(
        "/v1/rooms",
        KEY,
        "{\"roomId\":\"patched\",\"maxHosts\":3,\"video\":{\"width\":640,\"height\":360},"
            + "\"egress\":[{\"egressId\":\"main\",\"url\":\"rtmp://127.0.0.1/live/secret-key\"}]}");
    var changed =
        api.call(
            "PATCH",
            "/v1/rooms/patched",
            KEY,
            "{\"name\":\"New\",\"maxHosts\":null,\"video\":{\"width\":1920}}",
            "If-Match",
            "\"1\"");
    assertThat(changed.status()).as(changed.http().body()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(changed.json().path("maxHosts").asInt()).as("null: the default").isEqualTo(6);
    assertThat(changed.json().path("video").path("width").asInt()).isEqualTo(1920);
    assertThat(changed.json().path("video").path("height").asInt()).isEqualTo(360);
    // By its id alone a target stays; another comes along.
    var targets =
        api.call(
            "PATCH",
            "/v1/rooms/patched",
            KEY,
            "{\"egress\":[{\"egressId\":\"main\"},{\"url\":\"rtmp://127.0.0.1/live/two\"}]}");
    assertThat(targets.status()).as(targets.http().body()).isEqualTo(200);
    assertThat(new RoomStore(api.redis()).find("patched").orElseThrow().settings().egress())
        .extracting(target -> target.url())
        .containsExactly("rtmp://127.0.0.1/live/secret-key", "rtmp://127.0.0.1/live/two");
    assertThat(targets.http().body()).doesNotContain("secret-key");
  }

  @Test
  void a_patch_for_another_version_is_refused_and_without_one_it_wins_the_race() throws Exception {
    api.post("/v1/rooms", KEY, "{\"roomId\":\"raced\"}");
    api.call("PATCH", "/v1/rooms/raced", KEY, "{\"name\":\"a\"}");
    var late = api.call("PATCH", "/v1/rooms/raced", KEY, "{\"name\":\"b\"}", "If-Match", "\"1\"");
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.code()).isEqualTo("precondition-failed");
    assertThat(api.call("PATCH", "/v1/rooms/raced", KEY, "{}", "If-Match", "nonsense").code())
        .isEqualTo("bad-if-match");
    assertThat(api.call("DELETE", "/v1/rooms/raced", KEY, null, "If-Match", "\"1\"").status())
        .isEqualTo(412);
    var together = new CountDownLatch(1);
    List<java.util.concurrent.Future<Integer>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        String body = "{\"maxHosts\":" + (i + 2) + "}";
        answers.add(
            threads.submit(() -> {
              together.await();
              return api.call("PATCH", "/v1/rooms/raced", KEY, body).status();
            }));
      }
      together.countDown();
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    assertThat(api.get("/v1/rooms/raced", KEY).json().path("version").asLong()).isEqualTo(5);
  }

  @Test
  void a_deleted_room_is_gone_and_its_life_was_told() {
    api.post("/v1/rooms", KEY, "{\"roomId\":\"short\"}");
    api.call("PATCH", "/v1/rooms/short", KEY, "{\"name\":\"x\"}");
    assertThat(api.call("DELETE", "/v1/rooms/short", KEY, null).status()).isEqualTo(204);
    assertThat(api.get("/v1/rooms/short", KEY).status()).isEqualTo(404);
    assertThat(api.call("DELETE", "/v1/rooms/short", KEY, null).code()).isEqualTo("room-not-found");
    List<String> told =
        api.redis()
            .call(commands ->
                commands.opsForStream().range(Keys.EVENTS, Range.unbounded()).stream()
                    .map(entry -> EventLog.parse(entry.getValue()).orElseThrow())
                    .filter(event -> "short".equals(event.roomId()))
                    .map(event -> event.type())
                    .toList());
    assertThat(told).containsExactly("room.created", "room.updated", "room.deleted");
  }

  @Test
  void pages_show_every_room_once_and_only_the_key_s_own() {
    String two = basic(TWO);
    for (int i = 0; i < 7; i++) {
      api.post("/v1/rooms", two, "{\"roomId\":\"page-" + i + "\"}");
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 10 && cursor != null; page++) {
      JsonNode answer =
          api.get("/v1/rooms?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), two).json();
      answer.path("items").forEach(room -> seen.add(room.path("roomId").asString()));
      cursor = answer.path("nextCursor").asStringOpt().orElse(null);
    }
    assertThat(seen)
        .containsExactly("page-0", "page-1", "page-2", "page-3", "page-4", "page-5", "page-6");
    assertThat(api.get("/v1/rooms?cursor=%21", two).code()).isEqualTo("bad-cursor");
    assertThat(api.get("/v1/rooms?cursor=AAAA", two).code()).isEqualTo("bad-cursor");
    for (String limit : List.of("0", "101", "x", "-1", "99999999999")) {
      assertThat(api.get("/v1/rooms?limit=" + limit, two).code()).isEqualTo("bad-limit");
    }
  }

  @Test
  void what_cannot_be_is_said_field_by_field() {
    var refused =
        api.post(
            "/v1/rooms",
            KEY,
            "{\"maxHosts\":99,\"egress\":[{\"url\":\"rtmp://127.0.0.1/live/{secret}\"},"
                + "{\"url\":\"rtmp://{roomId}.example.com/live/key\"}]}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("invalid-request");
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.json().path("errors"))
        .extracting(e -> e.path("field").asString())
        .containsExactlyInAnyOrder("maxHosts", "egress[0].url", "egress[1].url");
    assertThat(api.post("/v1/rooms", KEY, "{\"secret\":1}").status()).isEqualTo(400);
    assertThat(api.post("/v1/rooms", KEY, "[").code()).isEqualTo("bad-request");
    assertThat(api.call("PATCH", "/v1/rooms", KEY, "{}").code()).isEqualTo("method-not-allowed");
    assertThat(api.get("/v1/nothing", KEY).code()).isEqualTo("not-found");
    assertThat(api.post("/v1/rooms", KEY, "{\"name\":\"" + "x".repeat(70_000) + "\"}").code())
        .isEqualTo("too-large");
  }

  @Test
  void tokens_are_made_for_own_rooms_and_rooms_to_be() {
    api.post("/v1/rooms", KEY, "{\"roomId\":\"owned\"}");
    var made = api.post("/v1/tokens", KEY, "{\"roomId\":\"owned\",\"grants\":[\"admin\"]}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).contains("no-store");
    String token = "Bearer " + made.json().path("token").asString();
    assertThat(api.get("/v1/rooms/owned", token).status()).isEqualTo(200);
    assertThat(api.post("/v1/tokens", KEY, "{\"roomId\":\"to-be\"}").status()).isEqualTo(201);
    var anothers = api.post("/v1/tokens", basic(TWO), "{\"roomId\":\"owned\"}");
    assertThat(anothers.status()).isEqualTo(404);
    assertThat(anothers.code()).isEqualTo("room-not-found");
    assertThat(api.post("/v1/tokens", token, "{\"roomId\":\"plain\"}").code())
        .isEqualTo("not-granted");
    // A token of another key that names our room does not open it.
    assertThat(api.get("/v1/rooms/owned", bearer(TWO, "owned", "admin")).code())
        .isEqualTo("room-not-found");
  }

  @Test
  void what_comes_later_says_so_to_those_who_may_ask() {
    api.post("/v1/rooms", KEY, "{\"roomId\":\"later\"}");
    var answer = api.post("/v1/rooms/later/migration", KEY, "{}");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.code()).isEqualTo("not-supported");
    assertThat(answer.json().path("detail").asString()).contains("comes");
    assertThat(api.post("/v1/rooms/absent/migration", KEY, "{}").status()).isEqualTo(404);
  }

  @Test
  void a_key_with_all_its_rooms_gets_no_more() {
    try (RunningApi small = RunningApi.start("--linkmic.api.rooms-per-key=2")) {
      small.post("/v1/rooms", KEY, "{}");
      small.post("/v1/rooms", KEY, "{}");
      var third = small.post("/v1/rooms", KEY, "{}", "Idempotency-Key", "k");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.code()).isEqualTo("room-quota");
    }
  }
}
