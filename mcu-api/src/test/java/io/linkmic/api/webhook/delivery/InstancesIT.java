package io.linkmic.api.webhook.delivery;

import static io.linkmic.api.webhook.delivery.Bed.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.api.webhook.subscription.Subscription;
import io.linkmic.api.webhook.subscription.WebhookKeys;
import io.linkmic.clustertest.SlowLink;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.event.EventType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances that die, sleep or lose Redis in the middle of it. */
class InstancesIT {
  private final Bed bed = new Bed();
  private final Set<String> sent = new HashSet<>();
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

  private void append(int events, int rooms) {
    for (int i = 0; i < events; i++) {
      sent.add(bed.append("room-" + i % rooms, EventType.STREAM_ADDED));
    }
  }

  private String leader() {
    String value = bed.redis.call(c -> c.opsForValue().get(WebhookKeys.LEADER));
    return value == null ? "" : value;
  }

  private void awaitAll() {
    await("all events", Duration.ofSeconds(60), () -> receiver.takenIds().containsAll(sent));
    Bed.assertInOrder(receiver);
  }

  @Test
  void killed_between_delivery_and_removal_an_event_comes_twice_with_one_id_and_none_is_lost()
      throws Exception {
    Subscription subscription = bed.subscribe(receiver.url());
    CountDownLatch killed = new CountDownLatch(1);
    try (EngineProcess victim = EngineProcess.start(bed.server.url(), "victim")) {
      await("leader", () -> leader().contains("victim"));
      receiver.behave((exchange, body, count) -> {
        if (count == 5) {
          // It has been handed over, and nobody will ever say so.
          victim.kill();
          killed.countDown();
        }
        return 200;
      });
      append(20, 1);
      killed.await();
      bed.engine("heir");
      append(20, 1);
      awaitAll();
    }
    List<String> ids = receiver.hits().stream().map(Receiver.Hit::id).toList();
    // A try that took too long on a busy machine may also have come twice.
    assertThat(ids).hasSizeGreaterThan(40);
    assertThat(new HashSet<>(ids)).hasSize(40);
    assertThat(ids.get(5)).as("the fifth again").isEqualTo(ids.get(4));
    await("empty", () -> bed.figures(subscription).queued() == 0);
  }

  @Test
  void a_leader_that_is_killed_under_load_is_followed_without_loss() throws Exception {
    bed.subscribe(receiver.url());
    try (EngineProcess victim = EngineProcess.start(bed.server.url(), "victim")) {
      await("leader", () -> leader().contains("victim"));
      bed.engine("heir");
      append(400, 20);
      await("some", () -> receiver.taken().size() > 50);
      victim.kill();
      append(400, 20);
      awaitAll();
    }
    assertThat(leader()).contains("heir");
  }

  @Test
  void a_leader_that_slept_through_its_lease_changes_nothing_when_it_wakes() throws Exception {
    bed.subscribe(receiver.url());
    try (EngineProcess sleeper = EngineProcess.start(bed.server.url(), "sleeper")) {
      await("leader", () -> leader().contains("sleeper"));
      bed.engine("heir");
      append(300, 10);
      await("some", () -> receiver.taken().size() > 20);
      sleeper.pause();
      append(300, 10);
      await("another leader", () -> leader().contains("heir"));
      await("all but what it holds", () -> receiver.takenIds().containsAll(sent));
      sleeper.resume();
      append(300, 10);
      awaitAll();
      assertThat(leader()).contains("heir");
    }
  }

  @Test
  void redis_out_of_reach_for_the_leader_in_the_middle_of_a_delivery() throws Exception {
    bed.subscribe(receiver.url());
    try (SlowLink link = SlowLink.to(bed.server.port())) {
      bed.engine(link.url(), Bed.fast("cut-off"));
      await("leader", () -> leader().contains("cut-off"));
      bed.engine("heir");
      receiver.behave((exchange, body, count) -> {
        if (count == 30) {
          link.cut();
        }
        return 200;
      });
      append(200, 10);
      await("another leader", () -> leader().contains("heir"));
      append(200, 10);
      awaitAll();
      link.mend();
      append(200, 10);
      awaitAll();
    }
    // What the cut-off one had handed over and could not say came again; nothing else did.
    assertThat(receiver.taken().size() - sent.size()).isBetween(0, 8);
  }

  @Test
  void redis_out_of_reach_for_everybody_for_a_while() {
    Subscription subscription = bed.subscribe(receiver.url());
    bed.engine("a");
    bed.engine("b");
    append(300, 10);
    await("some", () -> receiver.taken().size() > 50);
    bed.server.pause();
    // Longer than leases and claims last.
    long until = System.nanoTime() + Duration.ofSeconds(7).toNanos();
    await("7 s", () -> System.nanoTime() > until);
    bed.server.resume();
    await("redis", () -> bed.redis.isUp());
    append(300, 10);
    awaitAll();
    await("empty", () -> bed.figures(subscription).queued() == 0);
  }

  @Test
  void a_leader_that_closes_hands_over_at_once() {
    bed.subscribe(receiver.url());
    DeliveryEngine first = bed.engine("first");
    await("leader", () -> leader().contains("first"));
    bed.engine("second");
    first.close();
    await("the second", Duration.ofSeconds(3), () -> leader().contains("second"));
    append(10, 1);
    awaitAll();
  }

  @Test
  void a_name_that_turns_private_after_it_was_accepted_is_never_connected_to() {
    // DNS rebinding: the subscription was made when the name was public.
    Subscription subscription =
        bed.subscribe("https://rebound.example:" + receiver.port() + "/hook");
    bed.engine(
        bed.server.url(),
        Bed.fast("a"),
        new HttpUrlRules(
            "the switch",
            false,
            Set.of(receiver.port()),
            host -> List.of(InetAddress.getLoopbackAddress())));
    append(1, 1);
    await("refusal", () -> "address-not-allowed".equals(bed.figures(subscription).lastError()));
    assertThat(receiver.hits()).isEmpty();
  }
}
