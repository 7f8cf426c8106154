package io.linkmic.api.webhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What operators see. Figures of Redis (queue, oldest) are the leader's; the other instances say 0,
 * so that a sum is right. Any thread.
 */
final class DeliveryMeters {
  private final MeterRegistry registry;
  private final Counter deadLetters;
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong oldestMillis = new AtomicLong();
  private final AtomicLong lagMillis = new AtomicLong();
  private final AtomicInteger leader = new AtomicInteger();
  private final Counter lost;

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
    this.deadLetters =
        Counter.builder("linkmic.webhook.dead.letters")
            .description("Events that died: expired, gone, or no room in their queue")
            .register(registry);
    this.lost =
        Counter.builder("linkmic.events.unreadable")
            .description("Entries of the event stream that were trimmed or not understood")
            .register(registry);
    gauge("linkmic.webhook.queue", "Events waiting for delivery", queued, 1);
    gauge("linkmic.webhook.oldest.seconds", "Age of the oldest of them", oldestMillis, 1000);
    gauge(
        "linkmic.events.fanout.lag.seconds",
        "From an event to its queues, of the last one",
        lagMillis,
        1000);
    Gauge.builder("linkmic.webhook.leader", leader, AtomicInteger::get)
        .description("1 in the instance that fans events out")
        .register(registry);
  }

  private void gauge(String name, String description, AtomicLong value, double unit) {
    Gauge.builder(name, value, v -> v.get() / unit).description(description).register(registry);
  }

  void tried(Outcome outcome) {
    String word =
        switch (outcome) {
          case Outcome.Delivered delivered -> "delivered";
          case Outcome.Rejected rejected -> "rejected";
          case Outcome.Away away -> "away";
          case Outcome.Gone gone -> "gone";
          case Outcome.Broken broken -> "broken";
        };
    Counter.builder("linkmic.webhook.deliveries")
        .description("Tries, by how they ended")
        .tag("outcome", word)
        .register(registry)
        .increment();
  }

  void buried(int count) {
    deadLetters.increment(count);
  }

  void unreadable() {
    lost.increment();
  }

  void fannedOut(Duration lag) {
    lagMillis.set(Math.max(0, lag.toMillis()));
  }

  void leads(boolean leads) {
    leader.set(leads ? 1 : 0);
    if (!leads) {
      queued.set(0);
      oldestMillis.set(0);
      lagMillis.set(0);
    }
  }

  void waiting(long count, Duration oldest) {
    queued.set(count);
    oldestMillis.set(Math.max(0, oldest.toMillis()));
  }
}
