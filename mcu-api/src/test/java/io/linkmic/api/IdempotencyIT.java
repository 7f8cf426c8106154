package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.TWO;
import static io.linkmic.api.RunningApi.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Idempotency keys, quotas and outages. */
class IdempotencyIT {
  private static final String KEY = basic(ONE);
  private RunningApi api;

  @BeforeEach
  void start() {
    api = RunningApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void the_same_post_is_done_once_also_after_a_restart() {
    var first = api.post("/v1/rooms", KEY, "{\"name\":\"N\"}", "Idempotency-Key", "k1");
    assertThat(first.status()).isEqualTo(201);
    api.restart();
    var second = api.post("/v1/rooms", KEY, "{\"name\":\"N\"}", "Idempotency-Key", "k1");
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.http().body()).isEqualTo(first.http().body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("ETag")).isEqualTo("\"1\"");
    assertThat(api.get("/v1/rooms", KEY).json().path("items").size()).isEqualTo(1);
    var other = api.post("/v1/rooms", KEY, "{\"name\":\"M\"}", "Idempotency-Key", "k1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
    assertThat(
            api.post("/v1/rooms", basic(TWO), "{\"name\":\"M\"}", "Idempotency-Key", "k1").status())
        .as("another caller's key is another key")
        .isEqualTo(201);
    assertThat(api.post("/v1/rooms", KEY, "{}", "Idempotency-Key", "x".repeat(256)).code())
        .isEqualTo("bad-idempotency-key");
    Long life =
        api.redis()
            .call(commands -> {
              var keys = commands.keys("linkmic:idempotency:*");
              return commands.getExpire(keys.iterator().next(), TimeUnit.HOURS);
            });
    assertThat(life).isBetween(23L, 24L);
  }

  @Test
  void the_same_post_while_the_first_still_runs_is_refused() throws Exception {
    // A drain of a node that hangs runs for two seconds.
    try (PeerNode node = new PeerNode(api.redis(), "slow")) {
      node.hang();
      var first =
          java.util.concurrent.CompletableFuture.supplyAsync(
              () -> api.post("/v1/nodes/slow/drain", KEY, "{}", "Idempotency-Key", "d"));
      RunningApi.eventually("the node is asked", () -> !node.heard.isEmpty());
      var second = api.post("/v1/nodes/slow/drain", KEY, "{}", "Idempotency-Key", "d");
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.code()).isEqualTo("request-in-flight");
      assertThat(first.get().status()).isEqualTo(503);
      assertThat(api.post("/v1/nodes/absent/drain", KEY, "{}", "Idempotency-Key", "e").status())
          .isEqualTo(404);
    }
  }

  @Test
  void without_redis_everything_is_refused_fast_and_works_again_afterwards() throws Exception {
    api.post("/v1/rooms", KEY, "{\"roomId\":\"r\"}");
    api.redisServer().kill();
    for (var answer :
        java.util.List.of(
            api.get("/v1/rooms/r", KEY),
            api.get("/v1/nodes", KEY),
            api.post("/v1/rooms", KEY, "{}", "Idempotency-Key", "k"),
            api.post("/v1/rooms", KEY, "{}"))) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("redis-unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.took().toSeconds()).isLessThan(5);
    }
    assertThat(api.get("/actuator/health/liveness", "").status()).isEqualTo(200);
    assertThat(api.get("/actuator/health/readiness", "").status()).isEqualTo(503);
    api.redisServer().startAgain();
    RunningApi.eventually(
        "rooms are made again", () -> api.post("/v1/rooms", KEY, "{}").status() == 201);
    assertThat(api.get("/actuator/health/readiness", "").status()).isEqualTo(200);
    assertThat(api.get("/actuator/prometheus", "").http().body()).contains("http_server");
  }

  @Test
  void who_asks_too_often_is_told_when_to_come_again() {
    try (RunningApi slow = RunningApi.start("--linkmic.api.requests-per-second=3")) {
      int refused = 0;
      for (int i = 0; i < 30; i++) {
        var answer = slow.get("/v1/rooms", KEY);
        if (answer.status() == 429) {
          refused++;
          assertThat(answer.code()).isEqualTo("rate-limited");
          assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
      }
      assertThat(refused).isPositive();
      assertThat(slow.get("/v1/rooms", basic(TWO)).status()).isEqualTo(200);
    }
  }
}
