package io.linkmic.api.webhook.subscription;

import io.linkmic.contract.event.ClusterEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A copy of those that are served.
 *
 * @param version of the original when it was copied
 */
public record Subscriptions(String version, Map<String, Subscription> byId) {
  public static final Subscriptions NONE = new Subscriptions("", Map.of());

  public Subscriptions {
    byId = Map.copyOf(byId);
  }

  public Optional<Subscription> find(String webhookId) {
    return Optional.ofNullable(byId.get(webhookId));
  }

  /**
   * The ids of those that want an event: of the API key whose room it is; of nodes' events, those
   * of operators.
   */
  public List<String> wanting(ClusterEvent event, Set<String> operatorKeys) {
    return byId.values().stream()
        .filter(subscription -> mayKnow(subscription.apiKey(), event, operatorKeys))
        .filter(subscription -> EventFilter.wants(subscription.events(), event.type()))
        .map(Subscription::webhookId)
        .sorted()
        .toList();
  }

  private static boolean mayKnow(String apiKey, ClusterEvent event, Set<String> operatorKeys) {
    return event.roomId() == null ? operatorKeys.contains(apiKey) : apiKey.equals(event.apiKey());
  }
}
