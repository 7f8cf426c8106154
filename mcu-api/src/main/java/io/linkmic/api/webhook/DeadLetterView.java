package io.linkmic.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.linkmic.api.webhook.delivery.DeadLetters.DeadLetter;
import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.contract.webhook.WebhookPayload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be delivered.
 *
 * @param reason {@code expired}, {@code gone}, {@code room-queue-full} or {@code queue-full}
 * @param attempts tries that failed
 * @param status HTTP's of the last one
 * @param error stable word of the last one
 * @param event as it would have been sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterView(
    String eventId,
    String type,
    String reason,
    int attempts,
    @Nullable Integer status,
    @Nullable String error,
    Instant queuedAt,
    Instant diedAt,
    @Nullable WebhookPayload event) {

  static DeadLetterView of(DeadLetter letter) {
    return new DeadLetterView(
        letter.eventId(),
        letter.type(),
        letter.reason(),
        letter.attempts(),
        letter.status(),
        letter.error(),
        letter.queuedAt(),
        letter.diedAt(),
        ClusterJson.read(letter.body(), WebhookPayload.class).orElse(null));
  }
}
