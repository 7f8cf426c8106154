package io.linkmic.backend.broadcast;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Caller;
import io.linkmic.backend.pages.TicketOffice;
import io.linkmic.backend.problem.Refusal;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tickets for those who open a page without one. */
@Component
class PageTickets implements TicketOffice {
  private final Broadcasts broadcasts;
  private final Tickets tickets;
  private final Duration ttl;

  PageTickets(Broadcasts broadcasts, Tickets tickets, BackendProperties properties) {
    this.broadcasts = broadcasts;
    this.tickets = tickets;
    this.ttl = properties.ticketTtl();
  }

  @Override
  public TicketOffice.Ticket forHost(String broadcastId, Caller caller) {
    Broadcast broadcast = open(broadcasts.require(caller, broadcastId));
    return make(broadcast, broadcast.hostId(), broadcast.hostName(), Role.HOST);
  }

  @Override
  public TicketOffice.Ticket forVisitor(String broadcastId, String name) {
    Broadcast broadcast = open(broadcasts.find(broadcastId).orElseThrow(Broadcasts::notFound));
    // Never an id that somebody has already: the newer of two would throw the older one out.
    return make(broadcast, "visitor-" + UUID.randomUUID(), name, Role.AUDIENCE);
  }

  private TicketOffice.Ticket make(Broadcast broadcast, String id, String name, Role role) {
    var made = tickets.make(broadcast.roomId(), id, name, role, ttl);
    return new TicketOffice.Ticket(
        made.token(), made.roomId(), made.participantId(), made.dnsUrl(), made.expiresAt());
  }

  private static Broadcast open(Broadcast broadcast) {
    if (broadcast.ended()) {
      throw Refusal.of(409, "broadcast-ended", "This broadcast has ended.");
    }
    return broadcast;
  }
}
