package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.WebhookKeys;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Script;
import java.util.List;
import java.util.Optional;

/**
 * Who fans out: one instance, for as long as it renews. Its token is in every fan-out, and no token
 * is given twice. One thread; throws {@code RedisUnavailable}.
 */
final class LeaderLease {
  private static final Script LEAD = Script.of(LeaderLease.class, "lead.lua");
  private static final Script RESIGN = Script.of(LeaderLease.class, "resign.lua");

  private final ClusterRedis redis;
  private final DeliverySettings settings;
  private String token = "0";

  LeaderLease(ClusterRedis redis, DeliverySettings settings) {
    this.redis = redis;
    this.settings = settings;
  }

  /** The token, if this instance leads now: renewed, or won. */
  Optional<String> hold() {
    List<String> answer =
        LEAD.run(
            redis,
            List.of(WebhookKeys.LEADER, WebhookKeys.LEADER_TOKEN),
            token,
            settings.instance(),
            Long.toString(settings.leaseLife().toMillis()));
    token = answer.getFirst().equals("held") ? answer.get(1) : "0";
    return token.equals("0") ? Optional.empty() : Optional.of(token);
  }

  /** The next one need not wait. */
  void resign() {
    RESIGN.run(redis, List.of(WebhookKeys.LEADER), token);
    token = "0";
  }
}
