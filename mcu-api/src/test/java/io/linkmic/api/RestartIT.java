package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.TWO;
import static io.linkmic.api.RunningApi.basic;
import static io.linkmic.api.RunningApi.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.api.webhook.delivery.Receiver;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The only mcu-api is killed in the middle of a broadcast and started again before its Redis. */
class RestartIT {
  private static final String KEY = basic(ONE);

  @Test
  void killed_mid_broadcast_it_knows_rooms_webhooks_deliveries_and_idempotency_keys()
      throws Exception {
    int port = ApiProcess.steadyPort();
    try (RealRedis redis = RealRedis.start();
        ClusterRedis own =
            ClusterRedis.connect(new RedisSettings(redis.url(), Duration.ofSeconds(10), "test"));
        ApiProcess api =
            ApiProcess.start(redis.url(), "--linkmic.webhook.allow-private-addresses=true");
        PeerNode node = new PeerNode(own, "n1")) {
      api.awaitReady();
      String hook = "{\"url\":\"http://127.0.0.1:" + port + "/hook\",\"events\":[\"room.*\"]}";
      var webhook = api.call("POST", "/v1/webhooks", KEY, hook, "Idempotency-Key", "hook");
      assertThat(webhook.status()).as(webhook.http().body()).isEqualTo(201);
      String room = "{\"roomId\":\"live\",\"name\":\"Live\"}";
      var made = api.call("POST", "/v1/rooms", KEY, room, "Idempotency-Key", "live");
      assertThat(made.status()).as(made.http().body()).isEqualTo(201);
      long epoch = node.run("live");
      changed(api, "Second");
      changed(api, "Third");
      within(10, "a try in vain", () -> delivery(api, webhook.json()).has("lastTriedAt"));
      // Events come to the webhook's queue on a way of their own, after the answer to the command.
      within(10, "three wait", () -> delivery(api, webhook.json()).path("queued").asInt(-1) == 3);
      node.beat();
      List<String> before = state(api);

      api.kill();
      api.startAgain();
      node.beat();

      assertThat(state(api)).isEqualTo(before);
      assertThat(before.getFirst()).contains("\"epoch\":" + epoch).contains("Third");
      assertThat(api.call("GET", "/v1/rooms/live", basic(TWO), null).status()).isEqualTo(404);
      // The media's node is asked as before, under the epoch that it had.
      assertThat(
              api.call("GET", "/v1/rooms/live/program", KEY, null).json().path("mode").asString())
          .isEqualTo("passthrough");
      repeated(api, "/v1/rooms", room, "live", made);
      repeated(api, "/v1/webhooks", hook, "hook", webhook);
      comesInOrder(api, port, webhook.json());
    }
  }

  private static void changed(ApiProcess api, String name) {
    var answer = api.call("PATCH", "/v1/rooms/live", KEY, "{\"name\":\"" + name + "\"}");
    assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
  }

  /** Everything that stands still while nothing is done. */
  private static List<String> state(ApiProcess api) {
    JsonNode hook = api.call("GET", "/v1/webhooks", KEY, null).json().path("items").path(0);
    return List.of(
        api.call("GET", "/v1/rooms/live", KEY, null).http().body(),
        api.call("GET", "/v1/rooms/live/program", KEY, null).http().body(),
        hook.path("webhookId").asString() + hook.path("url") + hook.path("events"),
        "queued " + hook.path("delivery").path("queued").asInt(-1));
  }

  private static JsonNode delivery(ApiProcess api, JsonNode webhook) {
    String path = "/v1/webhooks/" + webhook.path("webhookId").asString();
    return api.call("GET", path, KEY, null).json().path("delivery");
  }

  private static void repeated(
      ApiProcess api, String path, String body, String idempotencyKey, RunningApi.Answer first) {
    var again = api.call("POST", path, KEY, body, "Idempotency-Key", idempotencyKey);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.http().body()).isEqualTo(first.http().body());
    assertThat(api.call("GET", path, KEY, null).json().path("items").size()).isEqualTo(1);
  }

  private static void comesInOrder(ApiProcess api, int port, JsonNode webhook) throws Exception {
    try (Receiver receiver = Receiver.start(port)) {
      within(30, "what waited", () -> receiver.takenIds().size() >= 3);
      assertThat(receiver.firstTaken().get("live")).isSorted();
      assertThat(receiver.taken().stream().map(Receiver.Hit::type))
          .startsWith("room.created")
          .contains("room.updated");
      within(10, "nothing waits", () -> delivery(api, webhook).path("queued").asInt(-1) == 0);
    }
  }
}
