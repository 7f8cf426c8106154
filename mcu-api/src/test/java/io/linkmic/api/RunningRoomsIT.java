package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Commands for rooms that run on a node, that runs on one that hangs, and on none. */
class RunningRoomsIT {
  private static final String KEY = basic(ONE);
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static void make(String roomId) {
    var made =
        api.post(
            "/v1/rooms",
            KEY,
            "{\"roomId\":\"%s\",\"egress\":[{\"egressId\":\"eg-a\",\"url\":\"rtmp://127.0.0.1/live/s1\"}]}"
                .formatted(roomId));
    assertThat(made.status()).isEqualTo(201);
  }

  @Test
  void a_room_that_nobody_runs_is_idle_and_empty() {
    make("still");
    JsonNode program = api.get("/v1/rooms/still/program", KEY).json();
    assertThat(program.path("mode").asString()).isEqualTo("idle");
    assertThat(program.path("reason").asString()).isEqualTo("No node runs this room.");
    assertThat(api.get("/v1/rooms/still/participants", KEY).json().path("items").size()).isZero();
    assertThat(api.call("DELETE", "/v1/rooms/still/participants/x", KEY, null).code())
        .isEqualTo("participant-not-found");
    JsonNode egress = api.get("/v1/rooms/still/egress", KEY).json().path("items").path(0);
    assertThat(egress.path("state").asString()).isEqualTo("stopped");
  }

  @Test
  void commands_reach_the_owner_with_its_epoch() throws Exception {
    make("live");
    try (PeerNode node = new PeerNode(api.redis(), "n1")) {
      long epoch = node.run("live");
      JsonNode running = api.get("/v1/rooms/live", KEY).json().path("running");
      assertThat(running.path("nodeId").asString()).isEqualTo("n1");
      assertThat(running.path("epoch").asLong()).isEqualTo(epoch);
      assertThat(api.get("/v1/rooms", KEY).json().path("items"))
          .anyMatch(room -> room.path("running").path("epoch").asLong() == epoch);
      assertThat(api.get("/v1/rooms/live/program", KEY).json().path("mode").asString())
          .isEqualTo("passthrough");
      JsonNode people = api.get("/v1/rooms/live/participants", KEY).json().path("items");
      assertThat(people.path(0).path("participantId").asString()).isEqualTo("host");
      var muted =
          api.call("PATCH", "/v1/rooms/live/participants/host", KEY, "{\"audioMuted\":true}");
      assertThat(muted.json().path("audioMuted").asBoolean()).isTrue();
      assertThat(api.call("PATCH", "/v1/rooms/live/participants/host", KEY, "{\"gain\":5}").code())
          .isEqualTo("invalid-request");
      assertThat(api.call("PATCH", "/v1/rooms/live/participants/x", KEY, "{\"gain\":1}").code())
          .isEqualTo("participant-not-found");
      assertThat(api.call("DELETE", "/v1/rooms/live/participants/host", KEY, null).status())
          .isEqualTo(204);
      JsonNode target = api.get("/v1/rooms/live/egress", KEY).json().path("items").path(0);
      assertThat(target.path("bytesSent").asLong()).isEqualTo(77);
      assertThat(target.path("state").asString()).isEqualTo("live");
      egressComesAndGoes(node, epoch);
      assertThat(api.call("DELETE", "/v1/rooms/live", KEY, null).status()).isEqualTo(204);
      assertThat(node.heard)
          .anyMatch(call -> call.startsWith("DELETE /internal/v1/rooms/live " + epoch));
      assertThat(node.heard)
          .anyMatch(call ->
              call.startsWith("PATCH /internal/v1/rooms/live/participants/host " + epoch)
                  && call.contains("\"audioMuted\":true"));
    }
  }

  private static void egressComesAndGoes(PeerNode node, long epoch) {
    var made = api.post("/v1/rooms/live/egress", KEY, "{\"url\":\"rtmp://127.0.0.1/live/hidden\"}");
    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    assertThat(made.http().body()).doesNotContain("hidden");
    assertThat(made.json().path("state").asString()).isEqualTo("connecting");
    String egressId = made.json().path("egressId").asString();
    assertThat(made.header("Location")).isEqualTo("/v1/rooms/live/egress/" + egressId);
    assertThat(node.heard)
        .anyMatch(call ->
            call.startsWith("PUT /internal/v1/rooms/live " + epoch)
                && call.contains(egressId)
                && call.contains("rtmp://127.0.0.1/live/hidden"));
    assertThat(api.post("/v1/rooms/live/egress", KEY, "{\"url\":\"http://x/y/z\"}").status())
        .isEqualTo(422);
    assertThat(api.call("DELETE", "/v1/rooms/live/egress/" + egressId, KEY, null).status())
        .isEqualTo(204);
    assertThat(api.call("DELETE", "/v1/rooms/live/egress/" + egressId, KEY, null).code())
        .isEqualTo("egress-not-found");
  }

  @Test
  void a_node_that_hangs_gives_503_within_seconds_and_never_blocks_a_change() throws Exception {
    make("stuck");
    try (PeerNode node = new PeerNode(api.redis(), "n2")) {
      node.run("stuck");
      node.hang();
      var answer = api.get("/v1/rooms/stuck/program", KEY);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("node-unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      // Two seconds of patience; a machine that builds beside us is given more.
      assertThat(answer.took().toSeconds()).isLessThan(6);
      var changed = api.call("PATCH", "/v1/rooms/stuck", KEY, "{\"name\":\"N\"}");
      assertThat(changed.status()).isEqualTo(200);
      assertThat(api.call("DELETE", "/v1/rooms/stuck", KEY, null).status()).isEqualTo(204);
      assertThat(api.get("/v1/rooms/stuck", KEY).status()).isEqualTo(404);
    }
  }

  /** All that is asked of a node: method, path, body. */
  private static final List<List<String>> ASKED_OF_NODES =
      List.of(
          List.of("GET", "/v1/rooms/R/program"),
          List.of("GET", "/v1/rooms/R/participants"),
          List.of("PATCH", "/v1/rooms/R/participants/host", "{\"audioMuted\":true}"),
          List.of("DELETE", "/v1/rooms/R/participants/host"),
          List.of("GET", "/v1/rooms/R/egress"),
          List.of("POST", "/v1/nodes/R/drain", "{\"draining\":true}"));

  private static void everythingAskedIsRefusedFast(String roomAndNode) {
    for (List<String> one : ASKED_OF_NODES) {
      String path = one.get(1).replace("/R/", "/" + roomAndNode + "/");
      var answer = api.call(one.getFirst(), path, KEY, one.size() > 2 ? one.get(2) : null);
      assertThat(answer.status()).as(one + answer.http().body()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("node-unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.took().toSeconds()).isLessThan(6);
    }
  }

  @Test
  void a_node_that_was_killed_a_moment_ago_gives_503_with_retry_after_at_every_call()
      throws Exception {
    make("dead");
    try (PeerNode node = new PeerNode(api.redis(), "dead")) {
      node.run("dead");
      // The fleet's picture is at most 250 ms old; before it has the node, the room is idle.
      RunningApi.eventually(
          "it is asked",
          () -> {
            assertThat(api.get("/v1/rooms/dead/program", KEY).status()).isEqualTo(200);
            return !node.heard.isEmpty();
          });
      node.die();
      assertThat(api.get("/v1/rooms/dead/program", KEY).status()).isEqualTo(503);
      assertThat(state("dead")).as("it was called, not skipped").isEqualTo("live");
      everythingAskedIsRefusedFast("dead");
    }
  }

  @Test
  void a_node_that_accepts_and_never_answers_gives_503_with_retry_after_at_every_call()
      throws Exception {
    make("mute");
    try (PeerNode node = new PeerNode(api.redis(), "mute");
        ServerSocket nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      node.run("mute");
      node.listenTo(nobody);
      // The fleet's picture is at most 250 ms old.
      RunningApi.eventually(
          "it is asked there", () -> api.get("/v1/rooms/mute/program", KEY).status() == 503);
      everythingAskedIsRefusedFast("mute");
    }
  }

  @Test
  void a_node_that_missed_its_beats_is_not_called_and_its_rooms_are_free_when_it_is_gone()
      throws Exception {
    make("orphan");
    try (PeerNode node = new PeerNode(api.redis(), "n3")) {
      node.run("orphan");
      node.fallSilent();
      RunningApi.eventually("three beats are missed", () -> state("n3").equals("stale"));
      node.heard.clear();
      // The fleet's picture is at most 250 ms old.
      RunningApi.eventually(
          "it is not waited for",
          () -> {
            node.heard.clear();
            var answer = api.get("/v1/rooms/orphan/participants", KEY);
            return answer.code().equals("node-unavailable") && node.heard.isEmpty();
          });
      assertThat(api.post("/v1/nodes/n3/drain", KEY, "{}").code()).isEqualTo("node-unavailable");
      RunningApi.eventually(
          "the node is gone",
          () -> api.get("/v1/rooms/orphan", KEY).json().path("running").isNull());
      assertThat(api.get("/v1/rooms/orphan/program", KEY).json().path("mode").asString())
          .isEqualTo("idle");
      assertThat(api.get("/v1/nodes", KEY).json().path("silent"))
          .anyMatch(silent -> silent.path("nodeId").asString().equals("n3"));
    }
  }

  private static String state(String nodeId) {
    for (JsonNode node : api.get("/v1/nodes", KEY).json().path("items")) {
      if (node.path("nodeId").asString().equals(nodeId)) {
        return node.path("state").asString();
      }
    }
    return "";
  }

  @Test
  void a_node_drains_and_resumes() throws Exception {
    try (PeerNode node = new PeerNode(api.redis(), "n4")) {
      var drained = api.post("/v1/nodes/n4/drain", KEY, "{}");
      assertThat(drained.json().path("draining").asBoolean()).isTrue();
      assertThat(node.heard).anyMatch(call -> call.endsWith("{\"draining\":true}"));
      JsonNode seen = api.get("/v1/nodes", KEY).json().path("items");
      assertThat(seen)
          .anyMatch(one ->
              one.path("nodeId").asString().equals("n4")
                  && one.path("draining").asBoolean()
                  && one.path("load").path("cpu").asDouble() == 0.25);
      assertThat(
              api.post("/v1/nodes/n4/drain", KEY, "{\"draining\":false}")
                  .json()
                  .path("draining")
                  .asBoolean())
          .isFalse();
      assertThat(api.post("/v1/nodes/nobody/drain", KEY, "{}").code()).isEqualTo("node-not-found");
    }
  }

  @Test
  void blacklist_entries_come_are_listed_and_go() {
    var made =
        api.post(
            "/v1/blacklist",
            KEY,
            "{\"network\":\"192.0.2.0/24\",\"reason\":\"abuse\",\"ttl\":\"PT1H\"}");
    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    String id = made.json().path("id").asString();
    assertThat(made.json().path("createdBy").asString()).isEqualTo(ONE);
    assertThat(made.json().path("expiresAt").asString()).isNotBlank();
    assertThat(api.get("/v1/blacklist", KEY).json().path("items"))
        .anyMatch(entry -> entry.path("id").asString().equals(id));
    for (String bad :
        new String[] {
          "{}",
          "{\"network\":\"127.1/8\"}",
          "{\"network\":\"192.0.2.0/33\"}",
          "{\"network\":\"example.com/8\"}",
          "{\"network\":\"::ffff:192.0.2.0/24\"}",
          "{\"nodeId\":\"a\",\"ttl\":\"PT0S\"}",
          "{\"nodeId\":\"a\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
          "{\"nodeId\":\"a\",\"ttl\":\"PT1H\",\"expiresAt\":\"2101-01-01T00:00:00Z\"}"
        }) {
      assertThat(api.post("/v1/blacklist", KEY, bad).code()).as(bad).isEqualTo("invalid-request");
    }
    assertThat(api.post("/v1/blacklist", KEY, "{\"network\":\"2001:db8::/32\"}").status())
        .isEqualTo(201);
    assertThat(api.call("DELETE", "/v1/blacklist/" + id, KEY, null).status()).isEqualTo(204);
    assertThat(api.call("DELETE", "/v1/blacklist/" + id, KEY, null).code())
        .isEqualTo("entry-not-found");
  }
}
