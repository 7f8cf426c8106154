package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.api.webhook.subscription.Subscriptions;
import io.linkmic.api.webhook.subscription.WebhookKeys;
import io.linkmic.cluster.event.EventLog;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.Script;
import io.linkmic.contract.event.ClusterEvent;
import io.linkmic.contract.webhook.WebhookPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream's events, one after the other, each in one step out of the stream and into the queues.
 * All leaders read under one consumer's name: what one had read and not yet put away, the next one
 * finds first. One thread.
 */
final class FanOut {
  private static final Logger log = LoggerFactory.getLogger(FanOut.class);
  private static final Script READ = Script.of(FanOut.class, "read.lua");
  private static final Script FAN_OUT = Script.of(FanOut.class, "queues.lua", "fan-out.lua");
  private static final String GROUP = "webhooks";
  private static final String CONSUMER = "fan-out";

  // 70 kB an answer; what is read and not put away is read again.
  private static final int BATCH = 100;

  private final ClusterRedis redis;
  private final SubscriptionStore store;
  private final Set<String> operatorKeys;
  private final DeliverySettings settings;
  private final DeliveryMeters meters;
  private Subscriptions known = Subscriptions.NONE;
  private boolean pendingFirst = true;

  FanOut(
      ClusterRedis redis,
      SubscriptionStore store,
      Set<String> operatorKeys,
      DeliverySettings settings,
      DeliveryMeters meters) {
    this.redis = redis;
    this.store = store;
    this.operatorKeys = Set.copyOf(operatorKeys);
    this.settings = settings;
    this.meters = meters;
  }

  /** What one step did. */
  enum Step {
    IDLE,
    BUSY,
    /** Somebody else leads. */
    DEPOSED
  }

  private record Entry(String id, Map<String, String> fields) {}

  /**
   * What was begun and perhaps not ended comes first again: after a pause, a fault, an election.
   */
  void beginAgain() {
    pendingFirst = true;
  }

  /**
   * One batch.
   *
   * @param untilNanos monotonic; the rest of the batch stays for the next step
   */
  Step step(String token, long untilNanos) {
    boolean pending = pendingFirst;
    // Until this step ends well, the next one must look at what it left.
    pendingFirst = true;
    List<String> answer =
        READ.run(
            redis,
            List.of(WebhookKeys.LEADER, Keys.EVENTS),
            token,
            GROUP,
            CONSUMER,
            Integer.toString(BATCH),
            pending ? "0" : ">");
    if (answer.getFirst().equals("deposed")) {
      return Step.DEPOSED;
    }
    List<Entry> entries = entries(answer);
    for (Entry entry : entries) {
      if (!putAway(token, entry)) {
        return Step.DEPOSED;
      }
      // Looked at afterwards: however slow Redis is, each step moves on.
      if (System.nanoTime() - untilNanos > 0) {
        return Step.BUSY;
      }
    }
    pendingFirst = pending && !entries.isEmpty();
    return entries.isEmpty() && !pending ? Step.IDLE : Step.BUSY;
  }

  private static List<Entry> entries(List<String> answer) {
    List<Entry> entries = new ArrayList<>();
    int at = 1;
    while (at < answer.size()) {
      String id = answer.get(at);
      int fields = Integer.parseInt(answer.get(at + 1));
      at += 2;
      Map<String, String> values = new HashMap<>();
      for (int end = at + fields; at < end; at += 2) {
        values.put(answer.get(at), answer.get(at + 1));
      }
      entries.add(new Entry(id, values));
    }
    return entries;
  }

  /** False when somebody else leads. */
  private boolean putAway(String token, Entry entry) {
    Optional<ClusterEvent> event = parse(entry);
    if (event.isEmpty()) {
      meters.unreadable();
      log.warn("event {} was trimmed or is not understood: nobody hears of it", entry.id());
    }
    String answer = run(token, entry, event);
    while (answer.equals("changed")) {
      known = store.all();
      answer = run(token, entry, event);
    }
    return !answer.equals("deposed");
  }

  private String run(String token, Entry entry, Optional<ClusterEvent> event) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                token,
                known.version(),
                Keys.EVENTS,
                GROUP,
                entry.id(),
                event.map(FanOut::subject).orElse(""),
                event.map(ClusterEvent::id).orElse("-"),
                event.map(ClusterEvent::type).orElse("-"),
                event.map(e -> WebhookJson.write(WebhookPayload.of(e))).orElse("-"),
                Integer.toString(settings.mostOfRoom()),
                Integer.toString(settings.most()),
                Integer.toString(settings.deadLettersKept())));
    event.ifPresent(e -> arguments.addAll(known.wanting(e, operatorKeys)));
    List<String> answer = FAN_OUT.run(redis, List.of(), arguments.toArray());
    if (answer.getFirst().equals("queued")) {
      meters.buried(Integer.parseInt(answer.get(1)));
      event.ifPresent(e -> meters.fannedOut(Duration.between(e.at(), millis(answer.get(2)))));
    }
    return answer.getFirst();
  }

  private static String subject(ClusterEvent event) {
    return event.roomId() == null ? "node:" + event.nodeId() : event.roomId();
  }

  private static Optional<ClusterEvent> parse(Entry entry) {
    try {
      // An id with a space in it would break the entry of the queue.
      return EventLog.parse(entry.fields())
          .filter(event -> event.id().matches("\\S+") && event.type().matches("\\S+"));
    } catch (RuntimeException e) {
      // Whatever it is that cannot be read: events behind it must not wait for it for good.
      return Optional.empty();
    }
  }

  private static Instant millis(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text));
  }
}
