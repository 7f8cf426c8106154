package io.linkmic.api.webhook;

import io.linkmic.api.webhook.subscription.Subscription;
import java.time.Instant;
import java.util.List;

/**
 * A new webhook.
 *
 * @param secret shown this once
 */
record CreatedWebhook(
    String webhookId, String url, List<String> events, String secret, Instant createdAt) {

  static CreatedWebhook of(Subscription subscription) {
    return new CreatedWebhook(
        subscription.webhookId(),
        subscription.url(),
        subscription.events(),
        subscription.secret(),
        subscription.createdAt());
  }
}
