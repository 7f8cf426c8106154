package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.Subscription;
import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.api.webhook.subscription.Subscriptions;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks for queues that are due and gives each to a sender, few at once to one host. Its own
 * thread; senders run on virtual ones.
 */
final class Dispatcher {
  private final DeliveryQueues queues;
  private final SubscriptionStore store;
  private final Sender sender;
  private final DeliverySettings settings;
  private final Semaphore free;
  private final Map<String, Integer> ofHost = new ConcurrentHashMap<>();
  private Subscriptions known = Subscriptions.NONE;
  private volatile boolean stopping;
  private volatile @Nullable Thread looking;

  Dispatcher(
      DeliveryQueues queues, SubscriptionStore store, Sender sender, DeliverySettings settings) {
    this.queues = queues;
    this.store = store;
    this.sender = sender;
    this.settings = settings;
    this.free = new Semaphore(settings.senders());
  }

  /** One look; says whether anything was claimed. Throws {@code RedisUnavailable}. */
  boolean look() {
    looking = Thread.currentThread();
    if (free.availablePermits() == 0) {
      return false;
    }
    DeliveryQueues.Due due = queues.due();
    if (!due.version().equals(known.version())) {
      known = store.all();
    }
    boolean found = false;
    for (String webhookId : due.webhookIds()) {
      Optional<Subscription> subscription = known.find(webhookId);
      // Unknown: it was disabled or deleted a moment ago.
      if (subscription.isPresent() && claim(subscription.get())) {
        found = true;
      }
    }
    return found;
  }

  private boolean claim(Subscription subscription) {
    String host = host(subscription.url());
    if (!enter(host)) {
      return false;
    }
    boolean handedOver = false;
    try {
      Optional<Claim> claim = queues.claim(subscription.webhookId());
      if (claim.isPresent()) {
        Thread.ofVirtual()
            .name("linkmic-webhook-sender")
            .start(() -> send(claim.get(), subscription, host));
        handedOver = true;
      }
      return handedOver;
    } finally {
      if (!handedOver) {
        leave(host);
      }
    }
  }

  private void send(Claim claim, Subscription subscription, String host) {
    try {
      sender.send(claim, subscription, () -> stopping);
    } finally {
      leave(host);
      // A place is free: the next queue need not wait for the next look.
      LockSupport.unpark(looking);
    }
  }

  private boolean enter(String host) {
    if (!free.tryAcquire()) {
      return false;
    }
    int[] before = new int[1];
    ofHost.compute(
        host,
        (name, count) -> {
          before[0] = count == null ? 0 : count;
          return Math.min(before[0] + 1, settings.sendersOfHost());
        });
    if (before[0] == settings.sendersOfHost()) {
      free.release();
      return false;
    }
    return true;
  }

  private void leave(String host) {
    ofHost.computeIfPresent(host, (name, count) -> count == 1 ? null : count - 1);
    free.release();
  }

  /** Host and port, the same for each way to write them: {@code https://A} and {@code a:443}. */
  static String host(String url) {
    URI uri = URI.create(url);
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** Claims nothing more and waits for those under way, who let their queues go. */
  void drain() throws InterruptedException {
    stopping = true;
    // What does not end in time is cut off, and sent again by another.
    if (free.tryAcquire(
        settings.senders(), settings.tryTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
      free.release(settings.senders());
    }
  }
}
