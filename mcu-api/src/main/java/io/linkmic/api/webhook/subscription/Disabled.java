package io.linkmic.api.webhook.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * A subscription that gets nothing any more.
 *
 * @param reason {@code gone}: the receiver answered 410
 */
public record Disabled(Instant at, String reason) {
  static Optional<Disabled> parse(String stored) {
    String[] parts = stored.split(" ", 3);
    return parts.length == 3 && parts[0].equals("1")
        ? Optional.of(new Disabled(Instant.ofEpochMilli(Long.parseLong(parts[1])), parts[2]))
        : Optional.empty();
  }
}
