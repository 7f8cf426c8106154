package io.linkmic.backend.pages;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Caller;
import io.linkmic.backend.access.Open;
import io.linkmic.backend.problem.Problem;
import io.linkmic.backend.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tickets for the pages: a host's without a link, on the server's own machine or after a login; a
 * visitor's to the chat. Both ask for a JSON body: other sites cannot send one unasked.
 */
@RestController
class TicketsEndpoint {
  private static final String BROADCAST = "/pages/broadcasts/" + BroadcastPath.ID;

  /** Fits one line of the chat on a phone. */
  private static final int LONGEST_NAME = 40;

  private final TicketOffice office;
  private final VisitorGate gate;
  private final boolean openChat;

  TicketsEndpoint(TicketOffice office, BackendProperties properties, InstantSource clock) {
    this.office = office;
    this.gate = new VisitorGate(clock);
    this.openChat = properties.openChat();
  }

  /** Body of a visitor's request. */
  record Visitor(@Nullable String name) {}

  @PostMapping(path = BROADCAST + "/ticket", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TicketOffice.Ticket> host(
      @PathVariable String broadcastId, @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return secret(office.forHost(broadcastId, caller));
  }

  @PostMapping(path = BROADCAST + "/visitor", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Open("everybody who watches may chat, so many a minute from one address")
  ResponseEntity<TicketOffice.Ticket> visitor(
      HttpServletRequest request, @PathVariable String broadcastId, @RequestBody Visitor visitor) {
    if (!openChat) {
      throw Refusal.of(403, "chat-not-open", "The chat is for the broadcast's participants.");
    }
    String name = visitor.name() == null ? "" : visitor.name().strip();
    if (name.isEmpty()
        || name.codePointCount(0, name.length()) > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw Refusal.of(422, "invalid-request", "A name has 1 to " + LONGEST_NAME + " characters.");
    }
    Duration wait = gate.ask(request.getRemoteAddr());
    if (!wait.isZero()) {
      throw new Refusal(
          Problem.of(
              429, "rate-limited", "Too many visitors from this address; try again in a moment."),
          wait);
    }
    return secret(office.forVisitor(broadcastId, name));
  }

  private static ResponseEntity<TicketOffice.Ticket> secret(TicketOffice.Ticket ticket) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(ticket);
  }
}
