package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What only the leader does: fan out, tell of silent nodes, sweep, measure. One thread. */
final class LeaderLoop {
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(1);

  // Figures and what is a day old can wait this long.
  private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LeaderLease lease;
  private final FanOut fanOut;
  private final GoneWatch gone = new GoneWatch();
  private final NodeRegistry nodes;
  private final EventLog events;
  private final SubscriptionStore store;
  private final DeliveryQueues queues;
  private final DeliveryFigures figures;
  private final DeliveryMeters meters;
  private Optional<String> token = Optional.empty();
  private long renewAt = System.nanoTime();
  private long measureAt = System.nanoTime();

  LeaderLoop(
      LeaderLease lease,
      FanOut fanOut,
      NodeRegistry nodes,
      EventLog events,
      SubscriptionStore store,
      DeliveryQueues queues,
      DeliveryFigures figures,
      DeliveryMeters meters) {
    this.lease = lease;
    this.fanOut = fanOut;
    this.nodes = nodes;
    this.events = events;
    this.store = store;
    this.queues = queues;
    this.figures = figures;
    this.meters = meters;
  }

  /** One turn; says whether there was something to do. Throws {@code RedisUnavailable}. */
  boolean turn() {
    long now = System.nanoTime();
    if (now - renewAt >= 0) {
      renew(now);
    }
    if (token.isEmpty()) {
      return false;
    }
    FanOut.Step step = fanOut.step(token.get(), renewAt);
    if (step == FanOut.Step.DEPOSED) {
      depose();
    }
    return step == FanOut.Step.BUSY;
  }

  private void renew(long now) {
    // Also when it throws: an answer that got lost is asked for again in a second.
    renewAt = now + RENEW_NANOS;
    Optional<String> held = lease.hold();
    if (!held.equals(token)) {
      fanOut.beginAgain();
    }
    token = held;
    meters.leads(held.isPresent());
    if (held.isEmpty()) {
      return;
    }
    watch();
    if (now - measureAt >= 0) {
      measureAt = now + MEASURE_NANOS;
      measure();
    }
  }

  /** The lease is not ours, or nobody knows: nothing is fanned out until it is renewed. */
  void depose() {
    token = Optional.empty();
    meters.leads(false);
  }

  private void watch() {
    Fleet fleet = nodes.fleet();
    List<EventLog.NewEvent> news = gone.look(fleet);
    if (!news.isEmpty()) {
      news.forEach(events::append);
      gone.told(fleet);
    }
  }

  private void measure() {
    List<String> ids = List.copyOf(store.all().byId().keySet());
    long queued = 0;
    Instant now = nodes.fleet().at();
    Instant oldest = now;
    List<DeliveryFigures.Figures> all = figures.of(ids);
    for (int i = 0; i < all.size(); i++) {
      DeliveryFigures.Figures one = all.get(i);
      queued += one.queued();
      Instant waiting = one.oldestQueuedAt();
      if (waiting != null) {
        oldest = waiting.isBefore(oldest) ? waiting : oldest;
        meters.buried(queues.sweep(ids.get(i)));
      }
    }
    meters.waiting(queued, Duration.between(oldest, now));
  }

  void resign() {
    if (token.isPresent()) {
      depose();
      lease.resign();
    }
  }
}
