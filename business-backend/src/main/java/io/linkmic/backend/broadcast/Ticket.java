package io.linkmic.backend.broadcast;

import java.net.URI;
import java.time.Instant;

/**
 * What admits a person to the room of a broadcast.
 *
 * @param token secret
 * @param dnsUrl where the best node is asked for
 */
public record Ticket(
    String token, String roomId, String participantId, URI dnsUrl, Instant expiresAt) {
  @Override
  public String toString() {
    return "Ticket[" + roomId + ", " + participantId + "]";
  }
}
