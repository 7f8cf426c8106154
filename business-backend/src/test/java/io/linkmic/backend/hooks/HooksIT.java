package io.linkmic.backend.hooks;

import static io.linkmic.backend.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.backend.testing.McuApiPeer;
import io.linkmic.backend.testing.RealPostgres;
import io.linkmic.backend.testing.RunningBackend;
import io.linkmic.backend.testing.RunningBackend.Answer;
import io.linkmic.backend.testing.WebhookPart;
import io.linkmic.contract.webhook.WebhookSecret;
import io.linkmic.contract.webhook.WebhookSignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events as they come in: believed or not, once, in order. */
class HooksIT {
  private static McuApiPeer mcu;
  private static RunningBackend backend;
  private String id;
  private String room;

  @BeforeAll
  static void start() throws Exception {
    mcu = new McuApiPeer();
    backend =
        new RunningBackend(
            RealPostgres.newDatabase(),
            mcu.url(),
            // Only events change anything here.
            "linkmic.backend.reconcile-interval=PT1H",
            "linkmic.backend.hook-url=http://127.0.0.1:1/hooks/linkmic");
  }

  @AfterAll
  static void stop() {
    backend.close();
    mcu.close();
  }

  @BeforeEach
  void create() throws Exception {
    JsonNode made = backend.create();
    id = made.path("broadcastId").asString();
    room = made.path("roomId").asString();
    // The first look comes with the creation; it must not come between the events.
    eventually(() -> assertThat(mcu.calls()).contains("GET /v1/rooms/" + room + "/program"));
  }

  private Answer program(String eventId, long sequence, String mode) throws Exception {
    return backend.event(eventId + room, "program.changed", room, sequence, Map.of("mode", mode));
  }

  private Answer egress(long sequence, String state) throws Exception {
    return backend.event(
        "egress-" + sequence + room,
        "egress.changed",
        room,
        sequence,
        Map.of(
            "egressId", "e-1",
            "url", "rtmp://cdn.example/live/…",
            "state", state,
            "lastError", "Connection refused."));
  }

  @Test
  void it_subscribes_with_its_own_secret_once() throws Exception {
    eventually(() -> assertThat(mcu.webhooks().all()).hasSize(1));
    assertThat(mcu.webhooks().all())
        .containsExactly(
            new WebhookPart.Kept(
                "http://127.0.0.1:1/hooks/linkmic", RunningBackend.HOOK_SECRET.text(), false));
  }

  @Test
  void a_subscription_from_before_learns_the_secret_of_today_and_sends_again() throws Exception {
    String url = "http://127.0.0.1:2/hooks/linkmic";
    mcu.webhooks().keep(url, WebhookSecret.random().text());
    mcu.webhooks().disable(url);
    try (RunningBackend restarted =
        new RunningBackend(
            RealPostgres.newDatabase(), mcu.url(), "linkmic.backend.hook-url=" + url)) {
      assertThat(restarted.port()).isPositive();
      eventually(() ->
          assertThat(mcu.webhooks().all())
              .filteredOn(kept -> kept.url().equals(url))
              .containsExactly(
                  new WebhookPart.Kept(url, RunningBackend.HOOK_SECRET.text(), false)));
    }
    mcu.webhooks().forget(url);
  }

  @Test
  void an_event_that_comes_again_has_no_effect_again() throws Exception {
    assertThat(program("a", 1, "passthrough").status()).isEqualTo(204);
    assertThat(program("b", 2, "hold").status()).isEqualTo(204);
    for (int i = 0; i < 3; i++) {
      assertThat(program("a", 1, "passthrough").status()).isEqualTo(204);
    }
    assertThat(backend.state(id)).isEqualTo("INTERRUPTED");
    assertThat(backend.broadcast(id).path("history")).hasSize(3);
  }

  @Test
  void deliveries_of_one_event_at_the_same_time_have_one_effect() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Answer>> work =
          IntStream.range(0, 16)
              .<Callable<Answer>>mapToObj(i -> () -> program("same", 1, "passthrough"))
              .toList();
      for (var answer : threads.invokeAll(work)) {
        assertThat(answer.get().status()).isEqualTo(204);
      }
    }
    assertThat(backend.state(id)).isEqualTo("LIVE");
    assertThat(backend.broadcast(id).path("history")).hasSize(2);
  }

  @Test
  void whatever_the_order_of_arrival_the_newest_event_decides() throws Exception {
    String[] modes = {"passthrough", "hold", "passthrough", "mix", "idle", "passthrough", "hold"};
    for (long seed = 1; seed <= 5; seed++) {
      create();
      List<Integer> order = new ArrayList<>(IntStream.range(0, modes.length).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      for (int i : order) {
        assertThat(program("s" + seed + "-" + i, i + 1, modes[i]).status()).isEqualTo(204);
      }
      // Seen live before its end or not at all: then the newest event found it merely created.
      assertThat(backend.state(id)).as("seed %d: %s", seed, order).isIn("INTERRUPTED", "CREATED");
    }
  }

  @Test
  void an_old_event_does_not_undo_a_newer_one() throws Exception {
    program("new", 5, "passthrough");
    program("old", 4, "idle");
    assertThat(backend.state(id)).isEqualTo("LIVE");
    program("newer", 6, "idle");
    assertThat(backend.state(id)).isEqualTo("INTERRUPTED");
  }

  @Test
  void a_failed_egress_is_an_alert_until_it_is_live_again() throws Exception {
    program("live", 1, "passthrough");
    egress(2, "connecting");
    assertThat(backend.broadcast(id).path("alerts")).isEmpty();
    egress(3, "failed");
    egress(4, "failed");
    JsonNode alerts = backend.broadcast(id).path("alerts");
    assertThat(alerts).hasSize(1);
    assertThat(alerts.at("/0/kind").asString()).isEqualTo("egress-failed");
    assertThat(alerts.at("/0/detail").asString()).isEqualTo("Connection refused.");
    assertThat(alerts.at("/0/clearedAt").isNull()).isTrue();
    // A participant's event in between must not make the egress's own look old.
    backend.event("p" + room, "participant.joined", room, 9, Map.of("participantId", "alice"));
    egress(8, "live");
    assertThat(backend.broadcast(id).at("/alerts/0/clearedAt").isNull()).isFalse();
    egress(7, "failed");
    assertThat(backend.broadcast(id).path("alerts")).hasSize(1);
    egress(10, "failed");
    assertThat(backend.broadcast(id).path("alerts")).hasSize(2);
    assertThat(metric("linkmic_backend_alerts_raised_total")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void an_ended_broadcast_has_no_standing_alert() throws Exception {
    program("live", 1, "passthrough");
    egress(2, "failed");
    backend.call("POST", "/api/v1/broadcasts/" + id + "/end", null);
    egress(3, "failed");
    JsonNode alerts = backend.broadcast(id).path("alerts");
    assertThat(alerts).hasSize(1);
    assertThat(alerts.at("/0/clearedAt").isNull()).isFalse();
  }

  @Test
  void a_room_deleted_behind_our_back_ends_the_broadcast() throws Exception {
    program("live", 1, "passthrough");
    backend.event("gone" + room, "room.deleted", room, 2, Map.of());
    assertThat(backend.state(id)).isEqualTo("ENDED");
  }

  @Test
  void what_is_not_signed_by_either_secret_now_is_refused_and_has_no_effect() throws Exception {
    String body =
        RunningBackend.body("x" + room, "program.changed", room, 1, Map.of("mode", "passthrough"));
    Instant now = Instant.now();
    WebhookSecret stranger = WebhookSecret.random();
    assertThat(backend.event("x" + room, now, stranger, body).code()).isEqualTo("bad-signature");
    assertThat(backend.event("x" + room, now.minusSeconds(301), RunningBackend.HOOK_SECRET, body))
        .matches(answer -> answer.status() == 401);
    assertThat(backend.event("x" + room, now.plusSeconds(330), RunningBackend.HOOK_SECRET, body))
        .matches(answer -> answer.status() == 401);
    assertThat(backend.call("POST", "/hooks/linkmic", body, Map.of()).status()).isEqualTo(401);
    // A genuine signature around another body.
    String signature =
        WebhookSignature.sign(
            List.of(RunningBackend.HOOK_SECRET), "x" + room, now, new byte[] {'{', '}'});
    Answer other =
        backend.call(
            "POST",
            "/hooks/linkmic",
            body,
            Map.of(
                WebhookSignature.ID_HEADER,
                "x" + room,
                WebhookSignature.TIMESTAMP_HEADER,
                Long.toString(now.getEpochSecond()),
                WebhookSignature.SIGNATURE_HEADER,
                signature));
    assertThat(other.status()).isEqualTo(401);
    assertThat(backend.state(id)).isEqualTo("CREATED");
    // None of the refusals used up the id.
    assertThat(backend.event("x" + room, now, RunningBackend.PREVIOUS_HOOK_SECRET, body).status())
        .isEqualTo(204);
    assertThat(backend.state(id)).isEqualTo("LIVE");
  }

  @Test
  void an_effect_that_fails_leaves_the_event_to_come_again() throws Exception {
    backend
        .jdbc()
        .sql(
            "alter table broadcast_change add constraint broken check (broadcast_id <> '%s')"
                    .formatted(id)
                + " not valid")
        .update();
    assertThat(program("again", 1, "passthrough").status()).isEqualTo(500);
    assertThat(backend.state(id)).isEqualTo("CREATED");
    backend.jdbc().sql("alter table broadcast_change drop constraint broken").update();
    assertThat(program("again", 1, "passthrough").status()).isEqualTo(204);
    assertThat(backend.state(id)).isEqualTo("LIVE");
  }

  @Test
  void nonsense_is_refused_even_when_it_is_signed() throws Exception {
    Instant now = Instant.now();
    for (String body : List.of("", "[]", "{", "null", "{\"id\":\"x\"}", "{\"type\":7}")) {
      Answer answer = backend.event("n" + room, now, RunningBackend.HOOK_SECRET, body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.http().headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
    }
    String huge = "{\"x\":\"" + "y".repeat(70_000) + "\"}";
    assertThat(backend.event("h" + room, now, RunningBackend.HOOK_SECRET, huge).status())
        .isEqualTo(413);
  }

  @Test
  void events_of_rooms_and_nodes_that_are_not_ours_are_taken_and_do_nothing() throws Exception {
    assertThat(
            backend
                .event("f" + room, "program.changed", "r-other", 1, Map.of("mode", "mix"))
                .status())
        .isEqualTo(204);
    assertThat(backend.event("n2" + room, "node.gone", null, 1, Map.of()).status()).isEqualTo(204);
    assertThat(backend.event("n3" + room, "some.thing", room, 1, Map.of()).status()).isEqualTo(204);
    assertThat(backend.state(id)).isEqualTo("CREATED");
  }

  @Test
  void the_rooms_of_a_node_that_died_are_looked_at_at_once() throws Exception {
    mcu.mode(room, "mix");
    assertThat(program("on", 1, "mix").status()).isEqualTo(204);
    mcu.mode(room, "idle");
    assertThat(backend.event("g" + room, "node.gone", null, 1, Map.of()).status()).isEqualTo(204);
    eventually(() -> assertThat(backend.state(id)).isEqualTo("INTERRUPTED"));
  }

  private static double metric(String name) throws Exception {
    String all = backend.call("GET", "/actuator/prometheus", null, Map.of()).http().body();
    return all.lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
