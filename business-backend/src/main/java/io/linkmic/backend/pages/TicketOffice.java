package io.linkmic.backend.pages;

import io.linkmic.backend.access.Caller;
import java.net.URI;
import java.time.Instant;

/** Makes tickets to a broadcast's room and chat; the broadcasts themselves answer. Any thread. */
public interface TicketOffice {

  /**
   * A ticket to publish as the broadcast's own host.
   *
   * @throws io.linkmic.backend.problem.Refusal 404 where the broadcast is not the caller's to see,
   *     409 where it has ended, 503 where none can be made now
   */
  Ticket forHost(String broadcastId, Caller caller);

  /**
   * A ticket to read and write in the broadcast's chat, with an id of its own.
   *
   * @param name as others see it, checked by the caller
   * @throws io.linkmic.backend.problem.Refusal 404 where there is no such broadcast, 409 where it
   *     has ended, 503 where none can be made now
   */
  Ticket forVisitor(String broadcastId, String name);

  /**
   * What admits its bearer.
   *
   * @param dnsUrl mcu-dns as browsers reach it
   */
  record Ticket(String token, String roomId, String participantId, URI dnsUrl, Instant expiresAt) {
    @Override
    public String toString() {
      return "Ticket[" + participantId + " in " + roomId + "]";
    }
  }
}
