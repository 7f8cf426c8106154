package io.linkmic.contract.webhook;

import io.linkmic.contract.event.ClusterEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a webhook; null fields are left out of the JSON.
 *
 * @param id the event's, also in the header {@code webhook-id}: the same on every delivery
 * @param type a word of {@link io.linkmic.contract.event.EventType}, or {@link #TEST}
 * @param timestamp when it happened, by Redis' clock
 * @param roomId null for events of a node
 * @param nodeId null where no node had a part in it
 * @param epoch of the node's lease on the room; 0 without a lease
 * @param sequence counts per room, or per node for events of a node; what comes with a lower one
 *     than was seen before is a repetition or was sent again from the dead letters
 * @param data as the type says
 */
public record WebhookPayload(
    String id,
    String type,
    Instant timestamp,
    @Nullable String roomId,
    @Nullable String nodeId,
    long epoch,
    long sequence,
    Map<String, Object> data) {
  /** Asked for by {@code POST /v1/webhooks/{webhookId}/test}; happens to no room. */
  public static final String TEST = "webhook.test";

  public static WebhookPayload of(ClusterEvent event) {
    return new WebhookPayload(
        event.id(),
        event.type(),
        event.at(),
        event.roomId(),
        event.nodeId(),
        event.epoch(),
        event.sequence(),
        event.data());
  }
}
