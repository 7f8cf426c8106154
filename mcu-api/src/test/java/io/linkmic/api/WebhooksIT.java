package io.linkmic.api;

import static io.linkmic.api.RunningApi.ONE;
import static io.linkmic.api.RunningApi.TWO;
import static io.linkmic.api.RunningApi.basic;
import static io.linkmic.api.RunningApi.bearer;
import static io.linkmic.api.RunningApi.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.api.webhook.delivery.Receiver;
import io.linkmic.contract.webhook.WebhookSecret;
import io.linkmic.contract.webhook.WebhookVerifier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/webhooks}, from the subscription to the signed request. */
class WebhooksIT {
  private static final String KEY = basic(ONE);
  private static final String OTHER = basic(TWO);
  private static RunningApi api;
  private Receiver receiver;

  @BeforeAll
  static void start() {
    api = RunningApi.start("--linkmic.webhook.allow-private-addresses=true");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void receive() throws Exception {
    receiver = Receiver.start();
  }

  @AfterEach
  void clean() {
    for (String who : List.of(KEY, OTHER)) {
      for (JsonNode item : api.get("/v1/webhooks", who).json().path("items")) {
        api.call("DELETE", "/v1/webhooks/" + item.path("webhookId").asString(), who, null);
      }
    }
    receiver.close();
  }

  private JsonNode subscribe(String who, String events) {
    var answer =
        api.post(
            "/v1/webhooks", who, "{\"url\":\"" + receiver.url() + "\",\"events\":" + events + "}");
    assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
    return answer.json();
  }

  private static String path(JsonNode webhook, String rest) {
    return "/v1/webhooks/" + webhook.path("webhookId").asString() + rest;
  }

  @Test
  void a_link_is_told_for_both_rooms() {
    subscribe(KEY, "[\"link.*\"]");
    for (String roomId : List.of("pk1", "pk2", "pk3")) {
      api.post("/v1/rooms", KEY, "{\"roomId\":\"" + roomId + "\"}");
    }
    String body = "{\"peerRoomId\":\"pk2\"}";
    String ended = api.post("/v1/rooms/pk1/links", KEY, body).json().path("linkId").asString();
    api.call("DELETE", "/v1/rooms/pk2/links/" + ended, KEY, null);
    String left = api.post("/v1/rooms/pk3/links", KEY, body).json().path("linkId").asString();
    api.call("DELETE", "/v1/rooms/pk2", KEY, null);
    eventually("eight events", () -> receiver.taken().size() >= 8);
    assertThat(receiver.taken().stream().map(WebhooksIT::told))
        .containsExactlyInAnyOrder(
            "link.created pk1 pk2 2 " + ended,
            "link.created pk2 pk1 2 " + ended,
            "link.deleted pk1 pk2 3 " + ended,
            "link.deleted pk2 pk1 3 " + ended,
            "link.created pk3 pk2 2 " + left,
            "link.created pk2 pk3 4 " + left,
            "link.deleted pk3 pk2 3 " + left,
            "link.deleted pk2 pk3 4 " + left);
  }

  private static String told(Receiver.Hit hit) {
    JsonNode data = hit.json().path("data");
    return String.join(
        " ",
        hit.type(),
        hit.room(),
        data.path("peerRoomId").asString(),
        data.path("version").asString(),
        data.path("linkId").asString());
  }

  @Test
  void a_room_that_is_made_changed_and_deleted_is_told_signed_and_in_order() {
    JsonNode webhook = subscribe(KEY, "[\"room.*\"]");
    api.post("/v1/rooms", KEY, "{\"roomId\":\"told\",\"name\":\"星期五 😀\"}");
    api.call(
        "PATCH",
        "/v1/rooms/told",
        KEY,
        "{\"name\":\"B\"}",
        "Content-Type",
        "application/merge-patch+json");
    api.call("DELETE", "/v1/rooms/told", KEY, null);
    api.post("/v1/rooms", OTHER, "{\"roomId\":\"anothers\"}");
    eventually("three events", () -> receiver.taken().size() >= 3);
    assertThat(receiver.taken().stream().map(Receiver.Hit::type))
        .containsExactly("room.created", "room.updated", "room.deleted");
    assertThat(receiver.taken().getFirst().json().path("data").path("name").asString())
        .isEqualTo("星期五 😀");
    var verifier =
        new WebhookVerifier(
            List.of(WebhookSecret.parse(webhook.path("secret").asString()).orElseThrow()));
    for (Receiver.Hit hit : receiver.taken()) {
      assertThat(hit.room()).isEqualTo("told");
      assertThat(
              verifier.verify(
                  hit.id(), hit.timestamp(), hit.signature(), hit.bytes(), Instant.now()))
          .isInstanceOf(WebhookVerifier.Verdict.Genuine.class);
    }
    eventually(
        "nothing waits",
        () ->
            api.get(path(webhook, ""), KEY).json().path("delivery").path("queued").asInt(-1) == 0);
    assertThat(api.get("/actuator/prometheus", "").http().body())
        .contains("linkmic_webhook_deliveries_total{outcome=\"delivered\"}")
        .contains("linkmic_webhook_queue ")
        .contains("linkmic_webhook_oldest_seconds ")
        .contains("linkmic_webhook_dead_letters_total ")
        .contains("linkmic_events_fanout_lag_seconds ")
        .contains("linkmic_webhook_leader 1.0");
  }

  @Test
  void the_secret_is_told_once_and_the_figures_always() {
    JsonNode webhook = subscribe(KEY, "[]");
    assertThat(webhook.path("secret").asString()).startsWith("whsec_");
    var one = api.get(path(webhook, ""), KEY);
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.http().body()).doesNotContain("whsec_");
    assertThat(one.json().path("delivery").propertyNames())
        .contains("queued", "oldestQueuedAt", "lastStatus", "lastError", "deadLetters");
    var list = api.get("/v1/webhooks", KEY);
    assertThat(list.json().path("items").size()).isEqualTo(1);
    assertThat(list.http().body()).doesNotContain("whsec_");
  }

  @Test
  void another_tenant_sees_none_of_it() {
    JsonNode webhook = subscribe(KEY, "[]");
    assertThat(api.get("/v1/webhooks", OTHER).json().path("items").size()).isZero();
    for (String[] call :
        new String[][] {
          {"GET", ""},
          {"DELETE", ""},
          {"POST", "/secret"},
          {"POST", "/enable"},
          {"POST", "/test"},
          {"GET", "/dead-letters"},
          {"POST", "/dead-letters/resend"}
        }) {
      var answer = api.call(call[0], path(webhook, call[1]), OTHER, null);
      assertThat(answer.status()).as(call[0] + call[1]).isEqualTo(404);
      assertThat(answer.code()).isEqualTo("webhook-not-found");
      assertThat(api.call(call[0], path(webhook, call[1]), "", null).status()).isEqualTo(401);
      assertThat(
              api.call(call[0], path(webhook, call[1]), bearer(ONE, "r", "admin"), null).status())
          .isEqualTo(403);
    }
    assertThat(api.get(path(webhook, ""), KEY).status()).isEqualTo(200);
  }

  @Test
  void a_key_has_at_most_ten() {
    for (int i = 0; i < 10; i++) {
      subscribe(KEY, "[]");
    }
    var eleventh = api.post("/v1/webhooks", KEY, "{\"url\":\"" + receiver.url() + "\"}");
    assertThat(eleventh.status()).isEqualTo(409);
    assertThat(eleventh.code()).isEqualTo("webhook-limit");
    JsonNode page = api.get("/v1/webhooks?limit=4", KEY).json();
    assertThat(page.path("items").size()).isEqualTo(4);
    String next = page.path("nextCursor").asString();
    assertThat(api.get("/v1/webhooks?limit=10&cursor=" + next, KEY).json().path("items").size())
        .isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"url\":\"ftp://a.example/\"}",
        "{\"url\":\"http://127.0.0.1/\\r\\nX: y\"}",
        "{\"url\":\"http://user@127.0.0.1/\"}",
        "{\"url\":\"http://127.0.0.1/\",\"events\":[\"rooms.*\"]}",
        "{\"url\":\"http://127.0.0.1/\",\"events\":[null]}",
        "{\"url\":\"http://127.0.0.1/\",\"secret\":\"short\"}"
      })
  void what_cannot_work_is_refused(String body) {
    var answer = api.post("/v1/webhooks", KEY, body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("invalid-request");
    assertThat(answer.json().path("errors").size()).isPositive();
  }

  @Test
  void without_the_permission_no_private_address_is_taken() {
    try (RunningApi strict = RunningApi.start()) {
      for (String url :
          List.of(
              "https://127.0.0.1/",
              "https://169.254.169.254/latest/meta-data",
              "https://[::1]/",
              "https://10.0.0.1/",
              "http://93.184.215.14/",
              "https://93.184.215.14:6379/")) {
        assertThat(strict.post("/v1/webhooks", KEY, "{\"url\":\"" + url + "\"}").status())
            .as(url)
            .isEqualTo(422);
      }
    }
  }

  @Test
  void secrets_rotate_with_both_signing() {
    JsonNode webhook = subscribe(KEY, "[]");
    var rotated = api.post(path(webhook, "/secret"), KEY, "{}");
    assertThat(rotated.status()).isEqualTo(200);
    String next = rotated.json().path("secret").asString();
    assertThat(next).startsWith("whsec_").isNotEqualTo(webhook.path("secret").asString());
    assertThat(Instant.parse(rotated.json().path("previousSecretUntil").asString()))
        .isAfter(Instant.now().plusSeconds(86_000));
    var test = api.call("POST", path(webhook, "/test"), KEY, null);
    assertThat(test.status()).isEqualTo(202);
    String eventId = test.json().path("eventId").asString();
    eventually("the test", () -> receiver.takenIds().contains(eventId));
    Receiver.Hit hit = receiver.taken().getFirst();
    assertThat(hit.type()).isEqualTo("webhook.test");
    for (String secret : List.of(webhook.path("secret").asString(), next)) {
      var verifier = new WebhookVerifier(List.of(WebhookSecret.parse(secret).orElseThrow()));
      assertThat(
              verifier.verify(
                  hit.id(), hit.timestamp(), hit.signature(), hit.bytes(), Instant.now()))
          .isInstanceOf(WebhookVerifier.Verdict.Genuine.class);
    }
  }

  @Test
  void a_receiver_that_said_410_is_disabled_its_events_listed_and_sent_again() {
    JsonNode webhook = subscribe(KEY, "[\"room.*\"]");
    receiver.behave((exchange, body, count) -> 410);
    api.post("/v1/rooms", KEY, "{\"roomId\":\"lost\"}");
    eventually(
        "disabled",
        () ->
            api.get(path(webhook, ""), KEY)
                .json()
                .path("disabled")
                .path("reason")
                .asString("")
                .equals("gone"));
    JsonNode dead = api.get(path(webhook, "/dead-letters"), KEY).json().path("items").get(0);
    assertThat(dead.path("reason").asString()).isEqualTo("gone");
    assertThat(dead.path("status").asInt()).isEqualTo(410);
    assertThat(dead.path("event").path("type").asString()).isEqualTo("room.created");
    String eventId = dead.path("eventId").asString();
    String resend = "{\"eventIds\":[\"" + eventId + "\"]}";
    assertThat(api.post(path(webhook, "/dead-letters/resend"), KEY, resend).code())
        .isEqualTo("webhook-disabled");
    assertThat(api.call("POST", path(webhook, "/test"), KEY, null).code())
        .isEqualTo("webhook-disabled");
    receiver.behave((exchange, body, count) -> 200);
    assertThat(api.call("POST", path(webhook, "/enable"), KEY, null).status()).isEqualTo(200);
    var resent = api.post(path(webhook, "/dead-letters/resend"), KEY, resend);
    assertThat(resent.json().path("resent").asInt()).isEqualTo(1);
    eventually("the dead letter", () -> receiver.takenIds().contains(eventId));
    assertThat(receiver.taken().getFirst().resent()).isTrue();
    assertThat(api.get(path(webhook, "/dead-letters"), KEY).json().path("items").size()).isZero();
    assertThat(api.get(path(webhook, "/dead-letters?cursor=x"), KEY).code())
        .isEqualTo("bad-cursor");
  }

  @Test
  void after_a_restart_of_mcu_api_everything_goes_on() {
    subscribe(KEY, "[\"room.*\"]");
    receiver.behave((exchange, body, count) -> 503);
    api.post("/v1/rooms", KEY, "{\"roomId\":\"patient\"}");
    eventually("a try", () -> !receiver.hits().isEmpty());
    api.restart();
    receiver.behave((exchange, body, count) -> 200);
    eventually("delivery", () -> receiver.taken().size() == 1);
    assertThat(receiver.taken().getFirst().room()).isEqualTo("patient");
  }
}
