package io.linkmic.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.linkmic.api.webhook.delivery.DeliveryFigures.Figures;
import io.linkmic.api.webhook.subscription.Disabled;
import io.linkmic.api.webhook.subscription.Subscription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook and how it fares; its secret is not told again.
 *
 * @param previousSecretUntil the secret before the last rotation signs too until then
 * @param disabled why nothing is sent any more; left out while it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookView(
    String webhookId,
    String url,
    List<String> events,
    Instant createdAt,
    @Nullable Instant previousSecretUntil,
    @Nullable Disabled disabled,
    Figures delivery) {

  static WebhookView of(Subscription subscription, @Nullable Disabled disabled, Figures figures) {
    return new WebhookView(
        subscription.webhookId(),
        subscription.url(),
        subscription.events(),
        subscription.createdAt(),
        subscription.previousUntil(),
        disabled,
        figures);
  }
}
