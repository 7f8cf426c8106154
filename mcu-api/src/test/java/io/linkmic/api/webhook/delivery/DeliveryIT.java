package io.linkmic.api.webhook.delivery;

import static io.linkmic.api.webhook.delivery.Bed.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.api.webhook.subscription.Subscription;
import io.linkmic.cluster.event.EventLog;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.event.EventType;
import io.linkmic.contract.webhook.WebhookSecret;
import io.linkmic.contract.webhook.WebhookVerifier;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryIT {
  private final Bed bed = new Bed();
  private Receiver receiver;

  @BeforeEach
  void receive() throws Exception {
    receiver = Receiver.start();
  }

  @AfterEach
  void clean() throws Exception {
    bed.close();
    receiver.close();
  }

  @Test
  void an_event_arrives_signed_with_the_payload_that_the_contract_shows() {
    Subscription subscription = bed.subscribe(receiver.url());
    bed.engine("a");
    String id = bed.append("lobby", EventType.PARTICIPANT_JOINED);
    await("delivery", () -> !receiver.taken().isEmpty());

    Receiver.Hit hit = receiver.taken().getFirst();
    assertThat(hit.id()).isEqualTo(id);
    var verifier = new WebhookVerifier(subscription.signingSecrets(Instant.now()));
    assertThat(
            verifier.verify(hit.id(), hit.timestamp(), hit.signature(), hit.bytes(), Instant.now()))
        .isInstanceOf(WebhookVerifier.Verdict.Genuine.class);
    assertThat(hit.json().propertyNames())
        .containsExactlyInAnyOrder(
            "id", "type", "timestamp", "roomId", "nodeId", "epoch", "sequence", "data");
    assertThat(hit.json().get("timestamp").asString()).matches("20\\d\\d-.*T.*Z");
    assertThat(hit.type()).isEqualTo("participant.joined");
    await("an empty queue", () -> bed.figures(subscription).queued() == 0);
    assertThat(bed.figures(subscription).lastStatus()).isEqualTo(204);
  }

  @Test
  void rooms_keep_their_order_though_two_instances_race_and_the_receiver_stumbles() {
    Random random = new Random(42);
    receiver.behave((exchange, body, count) -> {
      synchronized (random) {
        return random.nextInt(10) == 0 ? 500 : 200;
      }
    });
    bed.subscribe(receiver.url());
    Set<String> sent = new HashSet<>();
    bed.engine("a");
    bed.engine("b");
    for (int i = 0; i < 20; i++) {
      for (int room = 0; room < 60; room++) {
        sent.add(bed.append("room-" + room, EventType.STREAM_ADDED));
      }
    }
    await("all events", Duration.ofSeconds(90), () -> receiver.takenIds().containsAll(sent));
    Bed.assertInOrder(receiver);
    // With nobody killed nothing comes twice.
    assertThat(receiver.taken()).hasSize(sent.size());
    assertThat(receiver.mostInside()).as("4 senders of each of 2 instances").isLessThanOrEqualTo(8);
  }

  @Test
  void one_room_that_fails_does_not_hold_up_the_others() {
    receiver.behave(
        (exchange, body, count) -> body.path("roomId").asString("").equals("bad") ? 500 : 200);
    Subscription subscription = bed.subscribe(receiver.url());
    bed.engine("a");
    bed.append("bad", EventType.ROOM_STARTED);
    for (int i = 0; i < 30; i++) {
      bed.append("good-" + i % 5, EventType.ROOM_STARTED);
    }
    await("the good ones", Duration.ofSeconds(10), () -> receiver.taken().size() == 30);
    // An event leaves its queue a moment after its receiver took it.
    await("only the bad one waits", () -> bed.figures(subscription).queued() == 1);
    assertThat(bed.figures(subscription).restingUntil()).isNull();
    receiver.behave((exchange, body, count) -> 200);
    await("the bad one", () -> receiver.taken().size() == 31);
  }

  @Test
  void a_receiver_that_is_away_is_asked_by_one_room_and_gets_everything_when_it_is_back()
      throws Exception {
    int port = receiver.port();
    receiver.close();
    Subscription subscription = bed.subscribe("http://127.0.0.1:" + port + "/hook");
    bed.engine("a");
    Set<String> sent = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      sent.add(bed.append("room-" + i % 50, EventType.ROOM_UPDATED));
    }
    await("rest", () -> bed.figures(subscription).restingUntil() != null);
    await("all queued", () -> bed.figures(subscription).queued() == 100);
    assertThat(bed.figures(subscription).lastError()).isEqualTo("connection-failed");
    receiver = Receiver.start(port);
    await("all events", Duration.ofSeconds(5), () -> receiver.takenIds().containsAll(sent));
    Bed.assertInOrder(receiver);
    assertThat(bed.figures(subscription).restingUntil()).isNull();
  }

  @Test
  void quiet_that_the_receiver_asks_for_is_kept_for_all_its_rooms() {
    receiver.behave((exchange, body, count) -> {
      exchange.getResponseHeaders().add("Retry-After", "2");
      return count == 1 ? 429 : 200;
    });
    bed.subscribe(receiver.url());
    bed.append("a", EventType.ROOM_STARTED);
    bed.engine("a");
    await("the first", () -> receiver.hits().size() == 1);
    bed.append("b", EventType.ROOM_STARTED);
    await("both", () -> receiver.taken().size() == 2);
    assertThat(Duration.between(receiver.hits().get(0).at(), receiver.hits().get(1).at()))
        .isGreaterThan(Duration.ofMillis(1900));
  }

  @Test
  void what_is_too_old_goes_to_the_dead_letters_and_the_queue_goes_on() {
    receiver.behave((exchange, body, count) -> 400);
    Subscription subscription = bed.subscribe(receiver.url());
    bed.engine(bed.server.url(), Bed.givingUpAfter(Duration.ofSeconds(2)));
    String first = bed.append("lobby", EventType.ROOM_STARTED);
    await("death", () -> bed.figures(subscription).deadLetters() == 1);
    DeadLetters.DeadLetter letter =
        bed.deadLetters().list(subscription.webhookId(), 0, 10).letters().getFirst();
    assertThat(letter.eventId()).isEqualTo(first);
    assertThat(letter.reason()).isEqualTo("expired");
    assertThat(letter.status()).isEqualTo(400);
    assertThat(letter.attempts()).isGreaterThan(2);
    assertThat(Duration.between(letter.queuedAt(), letter.diedAt()))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));

    receiver.behave((exchange, body, count) -> 200);
    String second = bed.append("lobby", EventType.ROOM_ENDED);
    await("the next one", () -> receiver.takenIds().contains(second));

    assertThat(bed.deadLetters().resend(subscription.webhookId(), List.of(first))).isEqualTo(1);
    await("the dead one", () -> receiver.takenIds().contains(first));
    Receiver.Hit again = receiver.taken().getLast();
    assertThat(again.resent()).isTrue();
    assertThat(again.sequence()).isLessThan(receiver.taken().getFirst().sequence());
    assertThat(bed.figures(subscription).deadLetters()).isZero();
  }

  @Test
  void a_day_is_24_hours() {
    receiver.behave((exchange, body, count) -> 500);
    Subscription subscription = bed.subscribe(receiver.url());
    bed.engine("a");
    bed.append("lobby", EventType.ROOM_STARTED);
    await("a try", () -> !receiver.hits().isEmpty());
    // As if it had been queued 24 hours ago, less two seconds.
    String queue = "linkmic:webhook:queue:" + subscription.webhookId() + ":lobby";
    Instant aged = Instant.now().minus(Duration.ofHours(24)).plusSeconds(2);
    bed.redis.call(c -> {
      String head = String.valueOf(c.opsForList().index(queue, 0));
      c.opsForList().set(queue, 0, head.replaceFirst(" \\d{13} ", " " + aged.toEpochMilli() + " "));
      return 0;
    });
    await("death", () -> bed.figures(subscription).deadLetters() == 1);
    assertThat(Duration.between(aged, Instant.now()))
        .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusSeconds(10));
    assertThat(
            bed.deadLetters().list(subscription.webhookId(), 0, 1).letters().getFirst().attempts())
        .isGreaterThan(2);
  }

  @Test
  void many_rooms_with_one_event_each_do_not_wait_for_the_next_look() {
    bed.subscribe(receiver.url());
    DeliverySettings fast = Bed.fast("lazy");
    DeliverySettings lazy =
        new DeliverySettings(
            fast.instance(),
            fast.leaseLife(),
            Duration.ofMillis(400),
            fast.visibility(),
            fast.connectTimeout(),
            fast.tryTimeout(),
            fast.giveUpAfter(),
            fast.backoff(),
            fast.senders(),
            fast.sendersOfHost(),
            fast.mostOfRoom(),
            fast.most(),
            fast.deadLettersKept());
    for (int i = 0; i < 400; i++) {
      bed.append("room-" + i, EventType.ROOM_STARTED);
    }
    bed.engine(bed.server.url(), lazy);
    // 4 of a look each 400 ms would take 40 s.
    await("all", Duration.ofSeconds(20), () -> receiver.taken().size() == 400);
  }

  @Test
  void what_is_too_old_dies_also_while_nobody_is_there_to_refuse_it() {
    Subscription subscription = bed.subscribe("http://127.0.0.1:1/hook");
    bed.engine(bed.server.url(), Bed.givingUpAfter(Duration.ofSeconds(2)));
    for (int i = 0; i < 20; i++) {
      bed.append("room-" + i, EventType.ROOM_STARTED);
    }
    await("all deaths", () -> bed.figures(subscription).deadLetters() == 20);
    assertThat(bed.figures(subscription).queued()).isZero();
  }

  @Test
  void a_receiver_that_is_gone_gets_nothing_more_until_it_is_enabled() {
    receiver.behave((exchange, body, count) -> 410);
    Subscription subscription = bed.subscribe(receiver.url());
    for (int i = 0; i < 10; i++) {
      bed.append("room-" + i % 3, EventType.ROOM_UPDATED);
    }
    bed.engine("a");
    String id = subscription.webhookId();
    await("disabled", () -> bed.store.disabled(id).isPresent());
    assertThat(bed.store.disabled(id).orElseThrow().reason()).isEqualTo("gone");
    // Those that came before the answer are dead letters, those that come later are nobody's.
    await("dead", () -> bed.figures(subscription).queued() == 0);
    long dead = bed.figures(subscription).deadLetters();
    bed.append("room-9", EventType.ROOM_UPDATED);
    receiver.behave((exchange, body, count) -> 200);
    bed.store.enable(id);
    String later = bed.append("room-9", EventType.ROOM_UPDATED);
    await("served again", () -> receiver.takenIds().contains(later));
    assertThat(bed.deadLetters().resend(id, List.of())).isEqualTo((int) dead);
    await("the dead ones", () -> bed.figures(subscription).queued() == 0);
    assertThat(receiver.taken().stream().filter(Receiver.Hit::resent)).hasSize((int) dead);
  }

  @Test
  void what_finds_no_room_is_a_dead_letter_with_its_reason_and_the_oldest_make_room() {
    Subscription subscription = bed.subscribe("http://127.0.0.1:1/hook");
    bed.engine(bed.server.url(), Bed.bounded(5, 8, 6));
    for (int i = 0; i < 10; i++) {
      bed.append("a", EventType.ROOM_UPDATED);
    }
    for (int i = 0; i < 4; i++) {
      bed.append("b", EventType.ROOM_UPDATED);
    }
    await(
        "all of them somewhere",
        () -> {
          DeliveryFigures.Figures now = bed.figures(subscription);
          return now.queued() == 8 && now.deadLetters() == 6;
        });
    assertThat(
            bed.deadLetters().list(subscription.webhookId(), 0, 10).letters().stream()
                .map(DeadLetters.DeadLetter::reason))
        .containsExactly(
            "room-queue-full",
            "room-queue-full",
            "room-queue-full",
            "room-queue-full",
            "room-queue-full",
            "queue-full");
    bed.append("c", EventType.ROOM_UPDATED);
    await("one dropped", () -> bed.figures(subscription).deadLettersDropped() == 1);
    assertThat(bed.figures(subscription).deadLetters()).isEqualTo(6);
  }

  @Test
  void dead_letters_come_in_pages() {
    Subscription subscription = bed.subscribe("http://127.0.0.1:1/hook");
    bed.engine(bed.server.url(), Bed.bounded(1, 100, 100));
    for (int i = 0; i < 8; i++) {
      bed.append("a", EventType.ROOM_UPDATED);
    }
    await("7 dead", () -> bed.figures(subscription).deadLetters() == 7);
    Set<String> seen = new HashSet<>();
    Long from = 0L;
    int pages = 0;
    while (from != null) {
      DeadLetters.Page page = bed.deadLetters().list(subscription.webhookId(), from, 3);
      page.letters().forEach(letter -> assertThat(seen.add(letter.eventId())).isTrue());
      from = page.next();
      pages++;
    }
    assertThat(seen).hasSize(7);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void while_secrets_rotate_both_sign() {
    Subscription subscription = bed.subscribe(receiver.url());
    WebhookSecret next = WebhookSecret.random();
    Subscription rotated =
        bed.store.rotate(Bed.KEY, subscription.webhookId(), next, Instant.now()).orElseThrow();
    bed.engine("a");
    bed.append("lobby", EventType.ROOM_STARTED);
    await("delivery", () -> !receiver.taken().isEmpty());
    Receiver.Hit hit = receiver.taken().getFirst();
    for (String secret : List.of(subscription.secret(), next.text())) {
      var verifier = new WebhookVerifier(List.of(WebhookSecret.parse(secret).orElseThrow()));
      assertThat(
              verifier.verify(
                  hit.id(), hit.timestamp(), hit.signature(), hit.bytes(), Instant.now()))
          .isInstanceOf(WebhookVerifier.Verdict.Genuine.class);
    }
    assertThat(rotated.signingSecrets(Instant.now().plus(Duration.ofHours(25)))).hasSize(1);
  }

  @Test
  void each_key_hears_of_its_own_rooms_and_operators_of_nodes() {
    bed.subscribe(receiver.url(), "room.*", "program.changed");
    bed.subscribeFor(Bed.OPERATOR, receiver.url() + "/ops");
    bed.engine("a");
    bed.append("others", "lobby", EventType.ROOM_STARTED);
    bed.append("mine", EventType.STREAM_ADDED);
    bed.events.append(
        new EventLog.NewEvent("n1", EventType.NODE_DRAINING, null, null, "node-7", 0, Map.of()));
    bed.append("mine", EventType.PROGRAM_CHANGED);
    bed.append("mine", EventType.ROOM_ENDED);
    await("three", () -> receiver.taken().size() == 3);
    assertThat(receiver.taken().stream().map(Receiver.Hit::type))
        .containsExactlyInAnyOrder("program.changed", "room.ended", "node.draining");
  }

  @Test
  void a_test_goes_the_way_of_every_event() {
    Subscription subscription = bed.subscribe(receiver.url(), "room.started");
    DeliveryEngine engine = bed.engine("a");
    DeliveryEngine.Tested tested = engine.test(subscription.webhookId(), Instant.now());
    assertThat(tested.outcome()).isEqualTo(DeliveryEngine.Test.QUEUED);
    await("test", () -> receiver.takenIds().contains(tested.eventId()));
    assertThat(receiver.taken().getFirst().type()).isEqualTo("webhook.test");
    assertThat(engine.test("wh_none", Instant.now()).outcome())
        .isEqualTo(DeliveryEngine.Test.MISSING);
  }

  @Test
  void redirects_are_not_followed() {
    receiver.behave((exchange, body, count) -> {
      exchange.getResponseHeaders().add("Location", receiver.url() + "/elsewhere");
      return exchange.getRequestURI().getPath().endsWith("elsewhere") ? 200 : 307;
    });
    Subscription subscription = bed.subscribe(receiver.url());
    bed.engine("a");
    bed.append("lobby", EventType.ROOM_STARTED);
    await("two tries", () -> receiver.hits().size() >= 2);
    assertThat(receiver.taken()).isEmpty();
    assertThat(bed.figures(subscription).lastError()).isEqualTo("http-307");
  }

  @Test
  void a_receiver_that_drips_is_cut_off_and_others_do_not_wait_for_it() throws Exception {
    receiver.behave((exchange, body, count) -> {
      exchange.sendResponseHeaders(200, 0);
      try (var out = exchange.getResponseBody()) {
        for (int i = 0; i < 100; i++) {
          out.write('x');
          out.flush();
          java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
      }
      return -1;
    });
    Subscription slow = bed.subscribe(receiver.url());
    try (Receiver quick = Receiver.start()) {
      bed.subscribe(quick.url());
      bed.engine("a");
      for (int i = 0; i < 20; i++) {
        bed.append("room-" + i, EventType.ROOM_STARTED);
      }
      await("the quick one", Duration.ofSeconds(5), () -> quick.taken().size() == 20);
    }
    await("a timeout", () -> "timeout".equals(bed.figures(slow).lastError()));
    assertThat(receiver.mostInside()).isLessThanOrEqualTo(8);
  }

  @Test
  void an_endless_answer_costs_a_connection_and_nothing_else() {
    receiver.behave((exchange, body, count) -> {
      exchange.sendResponseHeaders(200, 0);
      try (var out = exchange.getResponseBody()) {
        out.write(new byte[1024 * 1024]);
      } catch (java.io.IOException cutOff) {
        return -1;
      }
      return -1;
    });
    Subscription subscription = bed.subscribe(receiver.url());
    bed.engine("a");
    for (int i = 0; i < 3; i++) {
      bed.append("lobby", EventType.ROOM_UPDATED);
    }
    await("empty", () -> receiver.hits().size() >= 3 && bed.figures(subscription).queued() == 0);
    assertThat(receiver.hits()).hasSize(3);
  }

  @Test
  void a_deleted_subscription_leaves_nothing_behind() {
    Subscription subscription = bed.subscribe("http://127.0.0.1:1/hook");
    DeliveryEngine engine = bed.engine("a");
    for (int i = 0; i < 10; i++) {
      bed.append("room-" + i, EventType.ROOM_UPDATED);
    }
    await("queued", () -> bed.figures(subscription).queued() == 10);
    bed.store.delete(subscription);
    engine.close();
    Set<String> left = bed.redis.call(c -> c.keys("*" + subscription.webhookId() + "*"));
    assertThat(left).isEmpty();
    assertThat(bed.store.list(Bed.KEY)).isEmpty();
  }

  @Test
  void a_redis_that_comes_back_empty_is_used_at_once_and_what_it_forgot_is_forgotten()
      throws Exception {
    bed.engine("a");
    Map<String, String> ids = new ConcurrentHashMap<>();
    bed.subscribe(receiver.url());
    ids.put("before", bed.append("lobby", EventType.ROOM_STARTED));
    await("before", () -> receiver.takenIds().contains(ids.get("before")));
    bed.server.kill();
    bed.server.startAgain();
    await("redis", () -> bed.redis.isUp());
    try (Receiver another = Receiver.start()) {
      // As many changes of subscriptions as before: a copy of the lost ones must not pass for it.
      Subscription subscription = bed.subscribe(another.url());
      ids.put("after", bed.append("lobby", EventType.ROOM_STARTED));
      await("after", () -> another.takenIds().contains(ids.get("after")));
      Receiver.Hit hit = another.taken().getFirst();
      var verifier =
          new WebhookVerifier(List.of(WebhookSecret.parse(subscription.secret()).orElseThrow()));
      assertThat(
              verifier.verify(
                  hit.id(), hit.timestamp(), hit.signature(), hit.bytes(), Instant.now()))
          .isInstanceOf(WebhookVerifier.Verdict.Genuine.class);
      assertThat(receiver.takenIds()).containsExactly(ids.get("before"));
      assertThat(hit.sequence()).isGreaterThan(receiver.taken().getFirst().sequence());
    }
  }

  @Test
  void a_try_that_breaks_counts_as_one_and_holds_up_its_room_alone() {
    Subscription broken = bed.subscribe("http://broken.example/hook");
    bed.subscribe(receiver.url());
    bed.engine(
        bed.server.url(),
        Bed.givingUpAfter(Duration.ofSeconds(1)),
        new HttpUrlRules(
            "the switch",
            true,
            Set.of(),
            host -> {
              if (host.equals("broken.example")) {
                throw new IllegalStateException("a bug");
              }
              return List.of(InetAddress.getByName(host));
            }));
    String id = bed.append("lobby", EventType.ROOM_STARTED);
    await("the other one", () -> receiver.takenIds().contains(id));
    await("told", () -> "internal-error".equals(bed.figures(broken).lastError()));
    await("given up", () -> bed.figures(broken).deadLetters() == 1);
    assertThat(bed.figures(broken).queued()).isZero();
  }

  @Test
  void an_entry_that_nobody_understands_holds_up_nothing() {
    bed.subscribe(receiver.url());
    var _ =
        bed.redis.call(c ->
            c.opsForStream()
                .add(
                    "linkmic:events",
                    Map.of(
                        "schema", "1", "id", "x", "type", "room.started", "data", "{", "at", "?")));
    bed.engine("a");
    String id = bed.append("lobby", EventType.ROOM_STARTED);
    await("the next one", () -> receiver.takenIds().contains(id));
    assertThat(receiver.taken()).hasSize(1);
  }
}
