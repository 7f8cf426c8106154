package io.linkmic.api.webhook.subscription;

import io.linkmic.contract.webhook.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants events.
 *
 * @param apiKey whose rooms' events
 * @param url where to; judged again each time
 * @param events words of event types, or patterns like {@code room.*}; empty for all
 * @param secret {@code whsec_…}
 * @param previousSecret signs too until {@code previousUntil}
 */
public record Subscription(
    int schema,
    String webhookId,
    String apiKey,
    String url,
    List<String> events,
    String secret,
    @Nullable String previousSecret,
    @Nullable Instant previousUntil,
    Instant createdAt) {
  static final int SCHEMA = 1;

  public Subscription {
    events = List.copyOf(events);
  }

  static Subscription create(
      String webhookId,
      String apiKey,
      String url,
      List<String> events,
      WebhookSecret secret,
      Instant now) {
    return new Subscription(SCHEMA, webhookId, apiKey, url, events, secret.text(), null, null, now);
  }

  Subscription rotated(WebhookSecret next, Instant previousUntil) {
    return new Subscription(
        schema, webhookId, apiKey, url, events, next.text(), secret, previousUntil, createdAt);
  }

  /** Those that sign now, the newest first. */
  public List<WebhookSecret> signingSecrets(Instant now) {
    WebhookSecret current = WebhookSecret.parse(secret).orElseThrow();
    if (previousSecret == null || previousUntil == null || !now.isBefore(previousUntil)) {
      return List.of(current);
    }
    Optional<WebhookSecret> previous = WebhookSecret.parse(previousSecret);
    return previous.isPresent() ? List.of(current, previous.get()) : List.of(current);
  }

  @Override
  public String toString() {
    return "Subscription[" + webhookId + " of " + apiKey + "]";
  }
}
