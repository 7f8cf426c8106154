package io.linkmic.api.webhook.subscription;

import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Script;
import io.linkmic.contract.webhook.WebhookSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subscriptions. Any thread that may wait; throws {@code RedisUnavailable}. */
public final class SubscriptionStore {
  /** A business has a handful of receivers; each event is queued once for each of them. */
  public static final int MOST_OF_A_KEY = 10;

  /** How long the secret before signs too: a day to roll a receiver out. */
  public static final Duration ROTATION = Duration.ofHours(24);

  private static final String SHARED = "version.lua";
  private static final Script SUBSCRIBE =
      Script.of(SubscriptionStore.class, SHARED, "subscribe.lua");
  private static final Script CHANGE = Script.of(SubscriptionStore.class, SHARED, "change.lua");
  private static final Script ENABLE = Script.of(SubscriptionStore.class, SHARED, "enable.lua");
  private static final Script UNSUBSCRIBE =
      Script.of(SubscriptionStore.class, SHARED, "unsubscribe.lua");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ClusterRedis redis;

  public SubscriptionStore(ClusterRedis redis) {
    this.redis = redis;
  }

  /** Empty when the key has as many as it may have. */
  public Optional<Subscription> create(
      String apiKey, String url, List<String> events, WebhookSecret secret, Instant now) {
    byte[] random = new byte[10];
    RANDOM.nextBytes(random);
    String id = "wh_" + HexFormat.of().formatHex(random);
    Subscription subscription = Subscription.create(id, apiKey, url, events, secret, now);
    String answer =
        SUBSCRIBE
            .run(
                redis,
                List.of(WebhookKeys.SUBSCRIPTIONS, WebhookKeys.OF + apiKey, WebhookKeys.VERSION),
                id,
                ClusterJson.write(subscription),
                Integer.toString(MOST_OF_A_KEY))
            .getFirst();
    return answer.equals("written") ? Optional.of(subscription) : Optional.empty();
  }

  /** Another key's is as good as none. */
  public Optional<Subscription> find(String apiKey, String webhookId) {
    return stored(webhookId)
        .flatMap(SubscriptionStore::parse)
        .filter(found -> found.apiKey().equals(apiKey));
  }

  private Optional<String> stored(String webhookId) {
    return Optional.ofNullable(
        redis.call(commands ->
            commands.<String, String>opsForHash().get(WebhookKeys.SUBSCRIPTIONS, webhookId)));
  }

  /** A key's, by id. */
  public List<Subscription> list(String apiKey) {
    var ids = redis.call(c -> c.opsForZSet().range(WebhookKeys.OF + apiKey, 0, -1));
    if (ids == null) {
      return List.of();
    }
    List<Subscription> found = new ArrayList<>();
    ids.forEach(id -> find(apiKey, id).ifPresent(found::add));
    return found;
  }

  /** Empty when it is not there any more. */
  public Optional<Subscription> rotate(
      String apiKey, String webhookId, WebhookSecret next, Instant now) {
    for (Optional<String> before = stored(webhookId);
        before.isPresent();
        before = stored(webhookId)) {
      Optional<Subscription> found =
          parse(before.get()).filter(subscription -> subscription.apiKey().equals(apiKey));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Subscription rotated = found.get().rotated(next, now.plus(ROTATION));
      String answer =
          CHANGE
              .run(
                  redis,
                  List.of(WebhookKeys.SUBSCRIPTIONS, WebhookKeys.VERSION),
                  webhookId,
                  before.get(),
                  ClusterJson.write(rotated))
              .getFirst();
      if (answer.equals("written")) {
        return Optional.of(rotated);
      }
    }
    return Optional.empty();
  }

  /** After a receiver said that it is gone, and is back. */
  public void enable(String webhookId) {
    ENABLE.run(
        redis,
        List.of(WebhookKeys.SUBSCRIPTIONS, WebhookKeys.DISABLED, WebhookKeys.VERSION),
        webhookId);
  }

  /** With all that waits for it. */
  public void delete(Subscription subscription) {
    UNSUBSCRIBE.run(
        redis,
        List.of(
            WebhookKeys.SUBSCRIPTIONS,
            WebhookKeys.OF + subscription.apiKey(),
            WebhookKeys.VERSION,
            WebhookKeys.DISABLED,
            WebhookKeys.DUE),
        subscription.webhookId(),
        WebhookKeys.PREFIX);
  }

  /** Why it is not served any more; empty while it is. */
  public Optional<Disabled> disabled(String webhookId) {
    return Optional.ofNullable(
            redis.call(commands ->
                commands.<String, String>opsForHash().get(WebhookKeys.DISABLED, webhookId)))
        .flatMap(Disabled::parse);
  }

  /** All of them, disabled ones aside. */
  public Subscriptions all() {
    // The version first: what changes meanwhile is in the copy too early, never too late.
    String version = redis.call(commands -> commands.opsForValue().get(WebhookKeys.VERSION));
    Map<String, String> stored =
        redis.call(c -> c.<String, String>opsForHash().entries(WebhookKeys.SUBSCRIPTIONS));
    Map<String, String> disabled =
        redis.call(c -> c.<String, String>opsForHash().entries(WebhookKeys.DISABLED));
    Map<String, Subscription> found = new HashMap<>();
    stored.forEach((id, value) -> {
      if (!disabled.containsKey(id)) {
        parse(value).ifPresent(subscription -> found.put(id, subscription));
      }
    });
    return new Subscriptions(version == null ? "0" : version, found);
  }

  private static Optional<Subscription> parse(String stored) {
    return ClusterJson.read(stored, Subscription.class)
        .filter(subscription -> subscription.schema() == Subscription.SCHEMA);
  }
}
