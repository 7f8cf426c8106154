package io.linkmic.backend.broadcast;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.access.Caller;
import io.linkmic.backend.problem.Refusal;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tickets for co-hosts, for the audience, and again for the host. */
@RestController
class InvitationsEndpoint {
  private final Broadcasts broadcasts;
  private final Invitations invitations;
  private final Tickets tickets;
  private final Duration usualTtl;

  InvitationsEndpoint(
      Broadcasts broadcasts,
      Invitations invitations,
      Tickets tickets,
      BackendProperties properties) {
    this.broadcasts = broadcasts;
    this.invitations = invitations;
    this.tickets = tickets;
    this.usualTtl = properties.ticketTtl();
  }

  /** Body of an invitation. */
  record InviteRequest(
      @Nullable String name,
      @Nullable String role,
      @Nullable String participantId,
      @Nullable Duration ttl) {}

  /**
   * What inviting answers.
   *
   * @param url the page for the invited person, with the ticket; secret
   */
  record Invited(
      String invitationId,
      String name,
      String role,
      String participantId,
      Ticket ticket,
      String url) {}

  @PostMapping(
      path = "/api/v1/broadcasts/{id}/invitations",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Invited> invite(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String id,
      @RequestBody InviteRequest request) {
    Broadcast broadcast = broadcasts.require(caller, id);
    if (broadcast.ended()) {
      throw Refusal.of(409, "broadcast-ended", "This broadcast has ended.");
    }
    Wishes wishes = new Wishes();
    Role role = wishes.role(request.role());
    String participantId = participantId(wishes, broadcast, role, request.participantId());
    String name =
        role == Role.HOST
            ? wishes.optionalText("name", request.name(), broadcast.hostName())
            : wishes.text("name", request.name());
    Duration ttl = wishes.ttl(request.ttl(), usualTtl);
    wishes.check();
    Ticket ticket = tickets.make(broadcast.roomId(), participantId, name, role, ttl);
    String invitationId = invitations.add(broadcast, name, role, ticket);
    String page = role == Role.AUDIENCE ? tickets.watchUrl(id) : tickets.hostUrl(id);
    return ResponseEntity.status(201)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(
            new Invited(
                invitationId,
                name,
                role.word(),
                participantId,
                ticket,
                Tickets.with(page, ticket)));
  }

  /** A second participant with the host's id would throw the host out. */
  private static String participantId(
      Wishes wishes, Broadcast broadcast, Role role, @Nullable String wanted) {
    if (role == Role.HOST) {
      return broadcast.hostId();
    }
    if (wanted == null) {
      return "guest-" + UUID.randomUUID().toString().substring(0, 13);
    }
    if (wanted.equals(broadcast.hostId())) {
      wishes.problem("participantId", "participantId is the host's own.");
    }
    return wishes.participantId("participantId", wanted);
  }
}
