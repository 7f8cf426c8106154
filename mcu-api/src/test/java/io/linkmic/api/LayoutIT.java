package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.basic;
import static io.linkmic.api.RunningApi.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.cluster.redis.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Layouts over a real Redis, and what the room's node hears of them. */
class LayoutIT {
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

  private static void make(String roomId, String more) {
    var made = api.post("/v1/rooms", KEY, "{\"roomId\":\"" + roomId + "\"" + more + "}");
    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
  }

  private static RunningApi.Answer put(String roomId, String body, String... headers) {
    return api.call("PUT", "/v1/rooms/" + roomId + "/layout", KEY, body, headers);
  }

  private static RunningApi.Answer patch(String roomId, String body) {
    return api.call("PATCH", "/v1/rooms/" + roomId, KEY, body);
  }

  private static JsonNode layout(String roomId) {
    return api.get("/v1/rooms/" + roomId + "/layout", KEY).json();
  }

  @Test
  void a_room_is_made_with_a_word_or_a_whole_layout_and_shows_the_word() {
    make("word", ",\"layout\":\"stage\"");
    make("whole", ",\"layout\":{\"template\":\"grid\",\"labels\":true,\"sequence\":5}");
    make("plain", "");
    assertThat(api.get("/v1/rooms/word", KEY).json().path("layout").asString()).isEqualTo("stage");
    assertThat(api.get("/v1/rooms/whole", KEY).json().path("layout").asString()).isEqualTo("grid");
    assertThat(layout("whole").path("labels").asBoolean()).isTrue();
    assertThat(layout("whole").path("sequence").asLong()).isEqualTo(5);
    assertThat(layout("plain").path("template").asString()).isEqualTo("auto");
    assertThat(layout("plain").path("sequence").asLong()).isZero();
  }

  @Test
  void a_layout_replaces_the_one_before_under_the_rooms_etag() {
    make("put", "");
    var first =
        put(
            "put",
            "{\"regions\":[{\"slot\":0,\"x\":0,\"y\":0,\"width\":0.5,\"height\":1}],"
                + "\"labels\":true}",
            "If-Match",
            "\"1\"");
    assertThat(first.status()).as(first.http().body()).isEqualTo(200);
    assertThat(first.header("ETag")).isEqualTo("\"2\"");
    assertThat(first.json()).isEqualTo(layout("put"));
    assertThat(first.json().path("template").asString()).isEqualTo("regions");
    assertThat(first.json().path("sequence").asLong()).isEqualTo(1);
    assertThat(put("put", "{}", "If-Match", "\"1\"").code()).isEqualTo("precondition-failed");
    assertThat(put("put", "\"single\"").json().path("labels").asBoolean()).isFalse();
    var seen = api.get("/v1/rooms/put/layout", bearer(ONE, "put", "subscribe"));
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.header("ETag")).isEqualTo("\"3\"");
    assertThat(seen.json().path("regions").isEmpty()).isTrue();
  }

  @Test
  void a_sequence_that_is_not_higher_is_refused_with_the_one_there_is() {
    make("stale", "");
    assertThat(put("stale", "{\"template\":\"grid\",\"sequence\":10}").status()).isEqualTo(200);
    for (int late : List.of(10, 9, 0)) {
      var refused = put("stale", "{\"template\":\"single\",\"sequence\":" + late + "}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("stale-layout");
      assertThat(refused.json().path("sequence").asLong()).isEqualTo(10);
    }
    assertThat(patch("stale", "{\"layout\":{\"sequence\":10}}").code()).isEqualTo("stale-layout");
    assertThat(layout("stale").path("template").asString()).isEqualTo("grid");
    assertThat(put("stale", "{}").json().path("sequence").asLong()).isEqualTo(11);
  }

  @Test
  void a_patch_merges_the_layout_and_a_word_changes_its_template_alone() {
    make("merge", ",\"layout\":{\"background\":{\"colour\":\"#102030\"},\"labels\":true}");
    assertThat(patch("merge", "{\"layout\":{\"border\":{\"width\":4}}}").status()).isEqualTo(200);
    assertThat(patch("merge", "{\"name\":\"New\"}").status()).isEqualTo(200);
    JsonNode merged = layout("merge");
    assertThat(merged.at("/background/colour").asString()).isEqualTo("#102030");
    assertThat(merged.at("/border/width").asInt()).isEqualTo(4);
    assertThat(merged.path("sequence").asLong()).isEqualTo(1);
    patch(
        "merge",
        "{\"layout\":{\"regions\":[{\"slot\":0,\"x\":0,\"y\":0,\"width\":1,\"height\":1}]}}");
    assertThat(layout("merge").path("template").asString()).isEqualTo("regions");
    var grid = patch("merge", "{\"layout\":\"grid\"}");
    assertThat(grid.json().path("layout").asString()).isEqualTo("grid");
    assertThat(layout("merge").path("regions").isEmpty()).isTrue();
    assertThat(layout("merge").path("labels").asBoolean()).isTrue();
    patch("merge", "{\"layout\":null}");
    assertThat(layout("merge").path("template").asString()).isEqualTo("auto");
    assertThat(layout("merge").path("labels").asBoolean()).isFalse();
    assertThat(layout("merge").path("sequence").asLong()).as("never falls").isEqualTo(4);
    assertThat(patch("merge", "{\"layout\":7}").code()).isEqualTo("bad-request");
  }

  @Test
  void every_wrong_field_is_named() {
    make("wrong", "");
    String bad =
        "{\"template\":\"pile\",\"background\":{\"colour\":\"red\"},"
            + "\"watermark\":{\"image\":{\"url\":\"https://10.0.0.1/a.png\"}}}";
    var refused = put("wrong", bad);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors"))
        .extracting(e -> e.path("field").asString())
        .containsExactlyInAnyOrder("template", "background.colour", "watermark.image.url");
    assertThat(patch("wrong", "{\"maxHosts\":99,\"layout\":" + bad + "}").json().path("errors"))
        .extracting(e -> e.path("field").asString())
        .containsExactlyInAnyOrder(
            "maxHosts",
            "layout.template",
            "layout.background.colour",
            "layout.watermark.image.url");
    assertThat(put("wrong", "{\"tempalte\":\"grid\"}").code()).isEqualTo("bad-request");
    assertThat(put("wrong", "null").code()).isEqualTo("bad-request");
  }

  @Test
  void updates_that_meet_get_a_sequence_each() throws Exception {
    make("race", "");
    var together = new CountDownLatch(1);
    List<Future<Long>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        answers.add(
            threads.submit(() -> {
              together.await();
              return put("race", "{}").json().path("sequence").asLong();
            }));
      }
      together.countDown();
      List<Long> sequences = new ArrayList<>();
      for (Future<Long> answer : answers) {
        sequences.add(answer.get());
      }
      assertThat(sequences).containsExactlyInAnyOrder(1L, 2L, 3L);
    }
  }

  @Test
  void the_rooms_node_is_told_the_whole_layout() throws Exception {
    make("live", "");
    try (PeerNode node = new PeerNode(api.redis(), "n1")) {
      long epoch = node.run("live");
      assertThat(put("live", "{\"template\":\"side-by-side\",\"pinned\":\"anna\"}").status())
          .isEqualTo(200);
      assertThat(node.heard)
          .anyMatch(call ->
              call.startsWith("PUT /internal/v1/rooms/live " + epoch)
                  && call.contains("\"template\":\"side-by-side\"")
                  && call.contains("\"pinned\":\"anna\"")
                  && call.contains("\"sequence\":1"));
    }
  }

  @Test
  void a_room_stored_with_a_word_is_shown_and_changed() {
    make("old", "");
    api.redis()
        .call(commands -> {
          String key = Keys.ROOM + "old";
          String stored = String.valueOf(commands.opsForValue().get(key));
          commands
              .opsForValue()
              .set(
                  key,
                  stored.replaceFirst(
                      "\"layout\":\\{.*},\"egress\"", "\"layout\":\"grid\",\"egress\""));
          return true;
        });
    assertThat(layout("old").path("template").asString()).isEqualTo("grid");
    assertThat(put("old", "{\"labels\":true}").json().path("sequence").asLong()).isEqualTo(1);
  }
}
