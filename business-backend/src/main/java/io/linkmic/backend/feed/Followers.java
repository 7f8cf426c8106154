package io.linkmic.backend.feed;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Caller;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** The consoles that follow at this instance, no more than allowed. */
@Component
class Followers {
  private final Set<Follower> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final BackendProperties.Feed settings;

  Followers(BackendProperties properties, MeterRegistry metrics) {
    this.settings = properties.feed();
    Gauge.builder("linkmic_backend_feed_clients", all, Set::size)
        .description("Consoles that follow events")
        .register(metrics);
  }

  /** A new one, or nothing when there are too many. */
  Optional<Follower> join(Caller caller) {
    if (count.incrementAndGet() > settings.maxClients()) {
      count.decrementAndGet();
      return Optional.empty();
    }
    Follower follower = new Follower(caller, settings.queue());
    all.add(follower);
    return Optional.of(follower);
  }

  void leave(Follower follower) {
    if (all.remove(follower)) {
      count.decrementAndGet();
    }
  }

  boolean follows(Follower follower) {
    return all.contains(follower);
  }

  void tell(FeedEvent event) {
    all.forEach(follower -> follower.offer(event));
  }

  /** All must come again: this instance may have missed something, or stops. */
  void dismissAll() {
    all.forEach(this::leave);
  }
}
