package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.basic;
import static io.linkmic.api.RunningApi.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.api.webhook.delivery.Receiver;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.webhook.WebhookSecret;
import io.linkmic.contract.webhook.WebhookVerifier;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The row in real time: a receiver that is away for two minutes, then stumbles, before two
 * processes of mcu-api of which the leading one is killed meanwhile, while rooms make events.
 */
class WebhookOutageIT {
  private static final String KEY = basic(ONE);
  private static final Duration OUTAGE = Duration.ofMinutes(2);
  private static final long SEED = 11;

  private double awayTries;

  @Test
  void away_for_two_minutes_then_500_now_and_then_and_every_event_comes_in_order()
      throws Exception {
    int port = ApiProcess.steadyPort();
    String privately = "--linkmic.webhook.allow-private-addresses=true";
    try (RealRedis redis = RealRedis.start();
        ClusterRedis own =
            ClusterRedis.connect(new RedisSettings(redis.url(), Duration.ofSeconds(10), "test"));
        ApiProcess one = ApiProcess.start(redis.url(), privately);
        ApiProcess two = ApiProcess.start(redis.url(), privately)) {
      one.awaitReady();
      two.awaitReady();
      JsonNode webhook = subscribe(one, port);
      try (RoomNoise noise = RoomNoise.start(own, ONE);
          Receiver before = Receiver.start(port)) {
        within(30, "a good beginning", () -> before.takenIds().size() >= 50);
        before.close();
        ApiProcess survivor = outage(port, one, two);
        try (Receiver after = Receiver.start(port)) {
          double seconds = comeBack(before, after, noise);
          List<Receiver.Hit> hits = new ArrayList<>(before.hits());
          hits.addAll(after.hits());
          everyEventCameSigned(webhook.path("secret").asString(), hits, noise);
          eachRoomCameInOrder(hits, noise);
          nothingIsLeft(survivor, webhook);
          tell(hits, noise, seconds);
        }
      }
    }
  }

  private static JsonNode subscribe(ApiProcess api, int port) {
    var made =
        api.call(
            "POST",
            "/v1/webhooks",
            KEY,
            "{\"url\":\"http://127.0.0.1:" + port + "/hook\",\"events\":[\"stream.*\"]}");
    assertThat(made.status()).as(made.http().body()).isEqualTo(201);
    return made.json();
  }

  /** The port refuses for two minutes; after the first third the leading process is killed. */
  private ApiProcess outage(int port, ApiProcess one, ApiProcess two) {
    long begin = System.nanoTime();
    refuses(port);
    ApiProcess leader = leads(one) ? one : two;
    ApiProcess survivor = leader == one ? two : one;
    assertThat(leads(leader)).isTrue();
    passed(begin, OUTAGE.dividedBy(3));
    refuses(port);
    awayTries = away(leader);
    leader.kill();
    within(20, "the survivor leads", () -> leads(survivor));
    passed(begin, OUTAGE);
    refuses(port);
    awayTries += away(survivor);
    return survivor;
  }

  private static boolean leads(ApiProcess api) {
    return api.metric("linkmic_webhook_leader ") == 1;
  }

  private static double away(ApiProcess api) {
    return api.metric("linkmic_webhook_deliveries_total{outcome=\"away\"}");
  }

  private static void refuses(int port) {
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  private static void passed(long begin, Duration time) {
    within(
        (int) OUTAGE.toSeconds() + 10,
        "the time of the outage",
        () -> System.nanoTime() - begin >= time.toNanos());
  }

  /** One in five is answered 500; says how long it took until nothing of the outage waited. */
  private static double comeBack(Receiver before, Receiver after, RoomNoise noise) {
    Random random = new Random(SEED);
    after.behave((exchange, body, count) -> {
      synchronized (random) {
        return random.nextInt(5) == 0 ? 500 : 204;
      }
    });
    long back = System.nanoTime();
    Set<String> missed = noise.ids();
    missed.removeAll(before.takenIds());
    assertThat(missed).hasSizeGreaterThan(500);
    within(90, "what was missed", () -> after.takenIds().containsAll(missed));
    double seconds = (System.nanoTime() - back) / 1e9;
    noise.close();
    Set<String> all = noise.ids();
    all.removeAll(before.takenIds());
    within(60, "what came meanwhile", () -> after.takenIds().containsAll(all));
    return seconds;
  }

  /** All of them, under one id and with one body however often they were tried. */
  private static void everyEventCameSigned(
      String secret, List<Receiver.Hit> hits, RoomNoise noise) {
    var verifier = new WebhookVerifier(List.of(WebhookSecret.parse(secret).orElseThrow()));
    Map<String, String> bodies = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Receiver.Hit hit : hits) {
      assertThat(verifier.verify(hit.id(), hit.timestamp(), hit.signature(), hit.bytes(), hit.at()))
          .isInstanceOf(WebhookVerifier.Verdict.Genuine.class);
      assertThat(hit.json().path("id").asString()).isEqualTo(hit.id());
      assertThat(bodies.computeIfAbsent(hit.id(), id -> hit.body())).isEqualTo(hit.body());
      if (hit.taken()) {
        taken.add(hit.id());
      }
    }
    assertThat(taken).isEqualTo(noise.ids());
    assertThat(bodies.keySet()).isEqualTo(noise.ids());
    assertThat(hits.stream().filter(hit -> hit.status() == 500)).hasSizeGreaterThan(100);
  }

  private static void eachRoomCameInOrder(List<Receiver.Hit> hits, RoomNoise noise) {
    Map<String, List<String>> came = new HashMap<>();
    Map<String, Long> last = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Receiver.Hit hit : hits) {
      if (hit.taken() && seen.add(hit.id())) {
        Long before = last.put(hit.room(), hit.sequence());
        assertThat(before == null || hit.sequence() == before + 1).as(hit.room()).isTrue();
        came.computeIfAbsent(hit.room(), none -> new ArrayList<>()).add(hit.id());
      }
    }
    assertThat(came).isEqualTo(noise.written());
  }

  private static void nothingIsLeft(ApiProcess survivor, JsonNode webhook) {
    String path = "/v1/webhooks/" + webhook.path("webhookId").asString();
    within(
        10,
        "nothing waits",
        () -> {
          JsonNode now = survivor.call("GET", path, KEY, null).json().path("delivery");
          return now.path("queued").asInt(-1) == 0 && now.path("deadLetters").asInt(-1) == 0;
        });
  }

  @SuppressWarnings("SystemOut")
  private void tell(List<Receiver.Hit> hits, RoomNoise noise, double seconds) {
    int events = noise.ids().size();
    long taken = hits.stream().filter(Receiver.Hit::taken).count();
    System.out.printf(
        "webhook outage: %d events of %d rooms, %d requests, %.0f tries in vain while away, "
            + "%d answered 500, %d duplicates, caught up %.1f s after the return%n",
        events,
        noise.written().size(),
        hits.size(),
        awayTries,
        hits.size() - taken,
        taken - events,
        seconds);
  }
}
