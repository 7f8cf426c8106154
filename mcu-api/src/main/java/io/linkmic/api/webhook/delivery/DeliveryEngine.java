package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.contract.address.HttpUrlRules;
import io.linkmic.contract.webhook.WebhookPayload;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance's part in the delivery: a thread that may lead the fan-out, a thread that dispatches
 * to senders. Any number of instances share one Redis; while it is away all of them wait.
 */
public final class DeliveryEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeliveryEngine.class);

  // Redis is asked again at the pace at which its client reconnects.
  private static final Duration PAUSE = Duration.ofMillis(500);

  // No room and no node may be called that.
  private static final String TEST_SUBJECT = "webhook:test";

  private final DeliverySettings settings;
  private final DeliveryQueues queues;
  private final WebhookHttp http;
  private final Dispatcher dispatcher;
  private final LeaderLoop leader;
  private final Thread leaderThread;
  private final Thread dispatcherThread;
  private volatile boolean closed;

  private DeliveryEngine(
      ClusterRedis redis,
      SubscriptionStore store,
      HttpUrlRules rules,
      Set<String> operatorKeys,
      DeliverySettings settings,
      MeterRegistry registry) {
    this.settings = settings;
    DeliveryMeters meters = new DeliveryMeters(registry);
    this.queues = new DeliveryQueues(redis, settings);
    this.http = new WebhookHttp(rules, settings);
    // Not secret: how long to wait.
    Sender sender =
        new Sender(queues, http, settings, meters, () -> ThreadLocalRandom.current().nextLong());
    this.dispatcher = new Dispatcher(queues, store, sender, settings);
    this.leader =
        new LeaderLoop(
            new LeaderLease(redis, settings),
            new FanOut(redis, store, operatorKeys, settings, meters),
            new NodeRegistry(redis),
            new EventLog(redis),
            store,
            queues,
            new DeliveryFigures(redis),
            meters);
    this.leaderThread =
        Thread.ofPlatform()
            .daemon()
            .name("linkmic-webhook-fan-out")
            .unstarted(() -> run("fan-out", leader::turn, leader::depose));
    this.dispatcherThread =
        Thread.ofPlatform()
            .daemon()
            .name("linkmic-webhook-dispatcher")
            .unstarted(() -> run("dispatcher", dispatcher::look, () -> {}));
  }

  /**
   * Starts at once; Redis need not be there.
   *
   * @param operatorKeys API keys that hear of nodes
   */
  public static DeliveryEngine start(
      ClusterRedis redis,
      SubscriptionStore store,
      HttpUrlRules rules,
      Set<String> operatorKeys,
      DeliverySettings settings,
      MeterRegistry registry) {
    DeliveryEngine engine =
        new DeliveryEngine(redis, store, rules, operatorKeys, settings, registry);
    engine.leaderThread.start();
    engine.dispatcherThread.start();
    return engine;
  }

  /** Turns until closed; a fault of Redis is told when it begins and when it ends. */
  private void run(String what, BooleanSupplier turn, Runnable onFault) {
    boolean faulty = false;
    while (!closed) {
      Duration pause = settings.idle();
      try {
        boolean busy = turn.getAsBoolean();
        if (faulty) {
          log.info("webhook {} goes on: Redis answers again", what);
          faulty = false;
        }
        if (busy) {
          continue;
        }
      } catch (RedisUnavailable e) {
        if (!faulty) {
          log.warn("webhook {} waits for Redis", what, e);
          faulty = true;
        }
        onFault.run();
        pause = PAUSE;
      } catch (RuntimeException e) {
        // Our bug. Whatever it was about, the other rooms must hear their events.
        log.error("webhook {} failed and goes on", what, e);
        onFault.run();
        pause = PAUSE;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** What became of a test. */
  public enum Test {
    QUEUED,
    FULL,
    MISSING
  }

  /**
   * @param outcome of the queueing, not of the delivery
   */
  public record Tested(Test outcome, String eventId) {}

  /** An event of type {@code webhook.test} for one subscription, through a queue as any other. */
  public Tested test(String webhookId, Instant now) {
    String eventId = UUID.randomUUID().toString();
    String body =
        WebhookJson.write(
            new WebhookPayload(
                eventId,
                WebhookPayload.TEST,
                now,
                null,
                null,
                0,
                now.toEpochMilli(),
                Map.of("webhookId", webhookId)));
    Test outcome =
        switch (queues.enqueue(webhookId, TEST_SUBJECT, eventId, WebhookPayload.TEST, body)) {
          case QUEUED -> Test.QUEUED;
          case FULL -> Test.FULL;
          case MISSING -> Test.MISSING;
        };
    return new Tested(outcome, eventId);
  }

  /** Lets queues and leadership go, so that another instance need not wait for them. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(leaderThread);
    LockSupport.unpark(dispatcherThread);
    try {
      leaderThread.join(PAUSE.plus(PAUSE));
      dispatcherThread.join(PAUSE.plus(PAUSE));
      dispatcher.drain();
      if (!leaderThread.isAlive()) {
        leader.resign();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RedisUnavailable e) {
      log.info("webhooks end without Redis: lease and claims run out");
    }
    http.close();
  }
}
