package io.linkmic.api.webhook.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as it waits in a queue: {@code 1 eventId queuedAt resent type body}.
 *
 * @param resent it was dead before: out of order
 * @param body JSON, exactly what is signed and sent
 */
public record QueueEntry(
    String eventId, Instant queuedAt, boolean resent, String type, String body) {

  /** Empty when a newer LinkMic wrote it. */
  static Optional<QueueEntry> parse(String stored) {
    String[] parts = stored.split(" ", 6);
    if (parts.length != 6 || !parts[0].equals("1")) {
      return Optional.empty();
    }
    return Optional.of(
        new QueueEntry(
            parts[1],
            Instant.ofEpochMilli(Long.parseLong(parts[2])),
            parts[3].equals("1"),
            parts[4],
            parts[5]));
  }
}
