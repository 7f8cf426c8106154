package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.TWO;
import static io.linkmic.api.RunningApi.basic;
import static io.linkmic.api.RunningApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.room.RoomRecord;
import io.linkmic.cluster.room.RoomStore;
import io.linkmic.contract.room.RoomLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Links over a real Redis: both sides or none. */
class LinksIT {
  private static final String KEY = basic(ONE);
  private static RunningApi api;
  private static RoomStore store;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
    store = new RoomStore(api.redis());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static void make(String... roomIds) {
    for (String roomId : roomIds) {
      var made = api.post("/v1/rooms", KEY, "{\"roomId\":\"" + roomId + "\"}");
      assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    }
  }

  private static RunningApi.Answer link(String roomId, String peerRoomId, String... headers) {
    return api.post(
        "/v1/rooms/" + roomId + "/links", KEY, "{\"peerRoomId\":\"" + peerRoomId + "\"}", headers);
  }

  private static String linked(String roomId, String peerRoomId) {
    var made = link(roomId, peerRoomId);
    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    return made.json().path("linkId").asString();
  }

  private static RunningApi.Answer unlink(String roomId, String linkId) {
    return api.call("DELETE", "/v1/rooms/" + roomId + "/links/" + linkId, KEY, null);
  }

  private static JsonNode links(String roomId) {
    var answer = api.get("/v1/rooms/" + roomId + "/links", KEY);
    assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    return answer.json().path("items");
  }

  private static RoomRecord stored(String roomId) {
    return store.find(roomId).orElseThrow();
  }

  private static List<String> peersOf(String roomId) {
    return stored(roomId).settings().links().stream().map(RoomLink::peerRoomId).toList();
  }

  @Test
  void a_link_is_in_both_rooms_by_one_id() {
    make("a1", "a2");
    var made = link("a1", "a2", "Idempotency-Key", "once");
    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    String linkId = made.json().path("linkId").asString();
    assertThat(made.header("Location")).isEqualTo("/v1/rooms/a1/links/" + linkId);
    assertThat(made.json().path("roomId").asString()).isEqualTo("a1");
    assertThat(made.json().path("state").asString()).isEqualTo("waiting");
    var again = link("a1", "a2", "Idempotency-Key", "once");
    assertThat(again.http().body()).isEqualTo(made.http().body());
    assertThat(links("a1")).hasSize(1).allMatch(link -> link.equals(made.json()));
    JsonNode back = links("a2").path(0);
    assertThat(back.path("linkId").asString()).isEqualTo(linkId);
    assertThat(back.path("roomId").asString()).isEqualTo("a2");
    assertThat(back.path("peerRoomId").asString()).isEqualTo("a1");
    assertThat(api.get("/v1/rooms/a2", KEY).header("ETag")).as("nodes see it").isEqualTo("\"2\"");
  }

  @Test
  void it_ends_from_either_side_for_both() {
    make("b1", "b2");
    for (String side : List.of("b1", "b2")) {
      String linkId = linked("b1", "b2");
      assertThat(unlink(side, linkId).status()).isEqualTo(204);
      assertThat(links("b1")).isEmpty();
      assertThat(links("b2")).isEmpty();
      assertThat(unlink("b1", linkId).code()).isEqualTo("link-not-found");
      assertThat(unlink("b2", linkId).code()).isEqualTo("link-not-found");
    }
  }

  @Test
  void a_second_link_of_two_rooms_and_a_fourth_of_one_are_refused() {
    make("c1", "c2", "c3", "c4", "c5");
    linked("c1", "c2");
    assertThat(link("c1", "c2").status()).isEqualTo(409);
    assertThat(link("c1", "c2").code()).isEqualTo("link-exists");
    assertThat(link("c2", "c1").code()).isEqualTo("link-exists");
    linked("c1", "c3");
    String third = linked("c4", "c1");
    assertThat(link("c1", "c5").code()).isEqualTo("link-limit");
    assertThat(link("c5", "c1").code()).isEqualTo("link-limit");
    assertThat(link("c5", "c1").json().path("detail").asString()).startsWith("The other room");
    assertThat(links("c5")).isEmpty();
    unlink("c4", third);
    linked("c5", "c1");
    assertThat(peersOf("c1")).containsExactly("c2", "c3", "c5");
  }

  @Test
  void wrong_peers_are_named() {
    make("d1");
    assertThat(api.post("/v1/rooms", basic(TWO), "{\"roomId\":\"d-foreign\"}").status())
        .isEqualTo(201);
    for (String absent : List.of("d-absent", "d-foreign")) {
      var refused = link("d1", absent);
      assertThat(refused.status()).as(absent).isEqualTo(404);
      assertThat(refused.code()).isEqualTo("room-not-found");
      assertThat(refused.json().path("detail").asString()).contains("peerRoomId");
    }
    for (String body : List.of("{\"peerRoomId\":\"d1\"}", "{\"peerRoomId\":\"d/1\"}", "{}")) {
      var refused = api.post("/v1/rooms/d1/links", KEY, body);
      assertThat(refused.code()).as(body).isEqualTo("invalid-request");
      assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("peerRoomId");
    }
    assertThat(api.post("/v1/rooms/d1/links", KEY, "{\"peer\":\"d2\"}").code())
        .isEqualTo("bad-request");
    assertThat(store.find("d-foreign").orElseThrow().settings().links()).isEmpty();
  }

  @Test
  void a_token_of_one_room_ends_its_links_but_makes_none() {
    make("e1", "e2");
    String body = "{\"peerRoomId\":\"e2\"}";
    var refused = api.post("/v1/rooms/e1/links", bearer(ONE, "e1", "admin"), body);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("not-granted");
    assertThat(links("e1")).isEmpty();
    String linkId = linked("e1", "e2");
    String path = "/v1/rooms/e2/links";
    assertThat(api.get(path, bearer(ONE, "e2", "subscribe")).json().path("items")).hasSize(1);
    assertThat(api.call("DELETE", path + "/" + linkId, bearer(ONE, "e2", "publish"), null).status())
        .isEqualTo(403);
    assertThat(api.call("DELETE", path + "/" + linkId, bearer(ONE, "e2", "admin"), null).status())
        .isEqualTo(204);
    assertThat(links("e1")).isEmpty();
  }

  @Test
  void two_who_link_the_same_rooms_make_one_link() throws Exception {
    make("f1", "f2");
    var together = new CountDownLatch(1);
    List<Future<Integer>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        String one = i % 2 == 0 ? "f1" : "f2";
        String other = i % 2 == 0 ? "f2" : "f1";
        answers.add(
            threads.submit(() -> {
              together.await();
              return link(one, other).status();
            }));
      }
      together.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
    }
    assertThat(peersOf("f1")).containsExactly("f2");
    assertThat(stored("f2").settings().links())
        .extracting(RoomLink::linkId)
        .containsExactly(stored("f1").settings().links().getFirst().linkId());
  }

  @Test
  void links_changes_and_ends_that_meet_leave_no_half_link() throws Exception {
    make("g1", "g2", "g3");
    for (int round = 0; round < 5; round++) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        threads.execute(() -> link("g1", "g2"));
        threads.execute(() -> link("g3", "g1"));
        threads.execute(() -> api.call("PATCH", "/v1/rooms/g1", KEY, "{\"name\":\"n\"}"));
        threads.execute(() -> api.call("DELETE", "/v1/rooms/g2", KEY, null));
      }
      assertThat(peersOf("g1")).doesNotHaveDuplicates();
      for (String peer : List.of("g2", "g3")) {
        boolean back = store.find(peer).isPresent() && peersOf(peer).contains("g1");
        assertThat(peersOf("g1").contains(peer)).as(peer).isEqualTo(back);
      }
      api.post("/v1/rooms", KEY, "{\"roomId\":\"g2\"}");
      stored("g1").settings().links().forEach(link -> unlink("g1", link.linkId()));
    }
  }

  @Test
  void a_room_that_is_deleted_takes_its_links_along() {
    make("h1", "h2", "h3");
    linked("h1", "h2");
    linked("h3", "h1");
    linked("h2", "h3");
    assertThat(api.call("DELETE", "/v1/rooms/h1", KEY, null, "If-Match", "\"1\"").code())
        .isEqualTo("precondition-failed");
    assertThat(api.call("DELETE", "/v1/rooms/h1", KEY, null, "If-Match", "\"3\"").status())
        .isEqualTo(204);
    assertThat(peersOf("h2")).containsExactly("h3");
    assertThat(peersOf("h3")).containsExactly("h2");
    make("h1");
    assertThat(links("h1")).isEmpty();
  }

  @Test
  void a_patch_and_a_layout_leave_links_alone() {
    make("i1", "i2");
    linked("i1", "i2");
    assertThat(api.call("PATCH", "/v1/rooms/i1", KEY, "{\"name\":\"New\"}").status())
        .isEqualTo(200);
    String egress = "{\"egress\":[{\"url\":\"rtmp://127.0.0.1/live/k\"}]}";
    assertThat(api.call("PATCH", "/v1/rooms/i1", KEY, egress).status()).isEqualTo(200);
    assertThat(api.call("PUT", "/v1/rooms/i1/layout", KEY, "{\"template\":\"grid\"}").status())
        .isEqualTo(200);
    assertThat(peersOf("i1")).containsExactly("i2");
    assertThat(api.call("PATCH", "/v1/rooms/i1", KEY, "{\"links\":[]}").code())
        .isEqualTo("bad-request");
    assertThat(api.post("/v1/rooms", KEY, "{\"links\":[]}").code()).isEqualTo("bad-request");
  }

  @Test
  void nodes_are_told_and_asked() throws Exception {
    make("j1", "j2");
    try (PeerNode one = new PeerNode(api.redis(), "n1");
        PeerNode other = new PeerNode(api.redis(), "n2")) {
      long epoch = one.run("j1");
      assertThat(link("j1", "j2").json().path("state").asString()).isEqualTo("waiting");
      String linkId = links("j1").path(0).path("linkId").asString();
      assertThat(one.heard)
          .anyMatch(call ->
              call.startsWith("PUT /internal/v1/rooms/j1/links " + epoch + " [{\"linkId\":\"")
                  && call.contains(linkId)
                  && call.contains("\"peerRoomId\":\"j2\"")
                  && call.contains("\"createdAt\":\"20"));
      long otherEpoch = other.run("j2");
      assertThat(links("j1").path(0).path("state").asString()).isEqualTo("connecting");
      one.links =
          "[{\"linkId\":\"%s\",\"peerRoomId\":\"j2\",\"state\":\"retrying\",".formatted(linkId)
              + "\"participantIds\":[\"p@j2\"],\"lastError\":\"No answer.\"}]";
      JsonNode seen = links("j1").path(0);
      assertThat(seen.path("state").asString()).isEqualTo("retrying");
      assertThat(seen.path("participantIds").path(0).asString()).isEqualTo("p@j2");
      assertThat(seen.path("lastError").asString()).isEqualTo("No answer.");
      assertThat(api.get("/v1/rooms/j1/program", KEY).json().at("/links/0/state").asString())
          .isEqualTo("retrying");
      assertThat(api.get("/v1/rooms/j2/program", KEY).json().path("links").isArray()).isTrue();
      assertThat(api.call("PATCH", "/v1/rooms/j1", KEY, "{\"name\":\"New\"}").status())
          .isEqualTo(200);
      assertThat(one.heard)
          .anyMatch(
              call -> call.startsWith("PUT /internal/v1/rooms/j1 ") && !call.contains("\"links\""));
      assertThat(unlink("j1", linkId).status()).isEqualTo(204);
      assertThat(one.heard).contains("PUT /internal/v1/rooms/j1/links " + epoch + " []");
      assertThat(other.heard).contains("PUT /internal/v1/rooms/j2/links " + otherEpoch + " []");
      other.hang();
      assertThat(link("j1", "j2").status()).as("is made all the same").isEqualTo(201);
      assertThat(api.get("/v1/rooms/j2/links", KEY).code()).isEqualTo("node-unavailable");
    }
  }

  @Test
  void half_a_link_from_a_redis_that_lost_the_other_is_taken_away() {
    make("k1", "k2");
    RoomRecord whole = stored("k1");
    var half = List.of(new RoomLink("ln-lost", "k2", Instant.EPOCH));
    store.update(whole, whole.settings().withLinks(half), Instant.EPOCH);
    born(Instant.now());
    assertThat(links("k1")).as("may still be brought back").hasSize(1);
    born(Instant.now().minusSeconds(60));
    assertThat(links("k1")).isEmpty();
    assertThat(stored("k1").settings().links()).isEmpty();
    RoomRecord k2 = stored("k2");
    store.update(
        k2,
        k2.settings()
            .withLinks(
                List.of(
                    new RoomLink("ln-1", "k1", Instant.EPOCH),
                    new RoomLink("ln-2", "k-gone", Instant.EPOCH),
                    new RoomLink("ln-3", "k-gone", Instant.EPOCH))),
        Instant.EPOCH);
    linked("k1", "k2");
    assertThat(peersOf("k2")).containsExactly("k1");
  }

  /** When Redis' data set began, as the first node that beats says it. */
  private static void born(Instant at) {
    api.redis()
        .call(commands -> {
          commands.opsForValue().set(Keys.BORN, Long.toString(at.toEpochMilli()));
          return true;
        });
  }
}
