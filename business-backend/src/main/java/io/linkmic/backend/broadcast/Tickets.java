package io.linkmic.backend.broadcast;

import io.linkmic.backend.BackendProperties;
import io.linkmic.backend.mcu.McuAnswer;
import io.linkmic.backend.mcu.McuApi;
import io.linkmic.backend.problem.Refusal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Has tickets made, and writes them into addresses. */
@Component
class Tickets {
  private final McuApi mcu;
  private final URI dnsUrl;
  private final String publicUrl;

  Tickets(McuApi mcu, BackendProperties properties) {
    this.mcu = mcu;
    this.dnsUrl = properties.dnsUrl();
    this.publicUrl = properties.publicUrl().toString().replaceAll("/+$", "");
  }

  /** A ticket, or a refusal for our own caller. */
  Ticket make(String roomId, String participantId, String name, Role role, Duration ttl) {
    McuAnswer answer = mcu.createToken(roomId, participantId, name, role.grants(), ttl.toString());
    answer.orRefuse();
    if (answer instanceof McuAnswer.Done done) {
      JsonNode made = mcu.tree(done);
      String token = made.path("token").asString("");
      try {
        Instant expiresAt = Instant.parse(made.path("expiresAt").asString(""));
        if (!token.isEmpty()) {
          return new Ticket(token, roomId, participantId, dnsUrl, expiresAt);
        }
      } catch (DateTimeException e) {
        throw Refusal.unavailable(
            "mcu-api-unavailable", "The room service gave a ticket that cannot be read.");
      }
    }
    throw Refusal.unavailable("mcu-api-unavailable", "The room service gave no ticket.");
  }

  String hostUrl(String broadcastId) {
    return publicUrl + "/host/" + broadcastId;
  }

  String watchUrl(String broadcastId) {
    return publicUrl + "/watch/" + broadcastId;
  }

  /** The ticket in the fragment: browsers do not send it to any server, and none logs it. */
  static String with(String url, Ticket ticket) {
    return url
        + "#token="
        + URLEncoder.encode(ticket.token(), StandardCharsets.UTF_8)
        + "&dns="
        + URLEncoder.encode(ticket.dnsUrl().toString(), StandardCharsets.UTF_8);
  }
}
