package io.linkmic.api.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.api.webhook.subscription.Subscription;
import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisSettings;
import io.linkmic.clustertest.RealRedis;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.event.EventType;
import io.linkmic.contract.webhook.WebhookSecret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real Redis with what writes events, subscribes and delivers. */
final class Bed implements AutoCloseable {
  static final String KEY = "acme";
  static final String OPERATOR = "operator";

  final RealRedis server = RealRedis.start();
  // The test's own: the first connection of a JVM on a busy machine takes its time.
  final ClusterRedis redis =
      ClusterRedis.connect(new RedisSettings(server.url(), Duration.ofSeconds(10), "test"));
  final SubscriptionStore store = new SubscriptionStore(redis);
  final EventLog events = new EventLog(redis);
  private final List<AutoCloseable> opened = new ArrayList<>();

  static ClusterRedis connect(URI url) {
    return ClusterRedis.connect(new RedisSettings(url, Duration.ofMillis(500), "test"));
  }

  /** As in production but impatient. */
  static DeliverySettings fast(String instance) {
    return new DeliverySettings(
        instance,
        Duration.ofSeconds(5),
        Duration.ofMillis(20),
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofHours(24),
        new Backoff(
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1)),
        64,
        4,
        1_000,
        10_000,
        1_000);
  }

  static DeliverySettings givingUpAfter(Duration giveUpAfter) {
    DeliverySettings fast = fast("impatient");
    return new DeliverySettings(
        fast.instance(),
        fast.leaseLife(),
        fast.idle(),
        fast.visibility(),
        fast.connectTimeout(),
        fast.tryTimeout(),
        giveUpAfter,
        fast.backoff(),
        fast.senders(),
        fast.sendersOfHost(),
        fast.mostOfRoom(),
        fast.most(),
        fast.deadLettersKept());
  }

  static DeliverySettings bounded(int mostOfRoom, int most, int kept) {
    DeliverySettings fast = fast("bounded");
    return new DeliverySettings(
        fast.instance(),
        fast.leaseLife(),
        fast.idle(),
        fast.visibility(),
        fast.connectTimeout(),
        fast.tryTimeout(),
        fast.giveUpAfter(),
        fast.backoff(),
        fast.senders(),
        fast.sendersOfHost(),
        mostOfRoom,
        most,
        kept);
  }

  DeliveryEngine engine(String instance) {
    return engine(server.url(), fast(instance));
  }

  DeliveryEngine engine(URI url, DeliverySettings settings) {
    return engine(url, settings, HttpUrlRules.usual("the switch", true, Set.of()));
  }

  DeliveryEngine engine(URI url, DeliverySettings settings, HttpUrlRules rules) {
    ClusterRedis own = connect(url);
    opened.add(own);
    DeliveryEngine engine =
        DeliveryEngine.start(
            own,
            new SubscriptionStore(own),
            rules,
            Set.of(OPERATOR),
            settings,
            new SimpleMeterRegistry());
    opened.add(engine);
    return engine;
  }

  Subscription subscribe(String url, String... events) {
    return subscribeFor(KEY, url, events);
  }

  Subscription subscribeFor(String apiKey, String url, String... events) {
    return store
        .create(apiKey, url, List.of(events), WebhookSecret.random(), Instant.now())
        .orElseThrow();
  }

  String append(String room, EventType type) {
    return append(KEY, room, type);
  }

  String append(String apiKey, String room, EventType type) {
    String id = UUID.randomUUID().toString();
    var written =
        events.append(
            new EventLog.NewEvent(
                id, type, room, apiKey, "node-1", 0, Map.of("participantId", "p")));
    assertThat(written).isEqualTo(EventLog.Append.APPENDED);
    return id;
  }

  DeliveryFigures.Figures figures(Subscription subscription) {
    return new DeliveryFigures(redis).of(List.of(subscription.webhookId())).getFirst();
  }

  DeadLetters deadLetters() {
    return new DeadLetters(redis, fast("reader"));
  }

  static void await(String what, Duration patience, BooleanSupplier condition) {
    long until = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for: " + what).isLessThan(until);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  static void await(String what, BooleanSupplier condition) {
    await(what, Duration.ofSeconds(30), condition);
  }

  /** Each room's events were taken in order for the first time, none missing in between. */
  static void assertInOrder(Receiver receiver) {
    receiver
        .firstTaken()
        .forEach((room, sequences) -> {
          for (int i = 1; i < sequences.size(); i++) {
            assertThat(sequences.get(i)).as("order of " + room).isEqualTo(sequences.get(i - 1) + 1);
          }
        });
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
    redis.close();
    server.close();
  }
}
