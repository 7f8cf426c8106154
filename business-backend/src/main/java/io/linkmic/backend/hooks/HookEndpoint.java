package io.linkmic.backend.hooks;

import io.linkmic.backend.access.Open;
import io.linkmic.backend.problem.Refusal;
import io.linkmic.contract.webhook.WebhookPayload;
import io.linkmic.contract.webhook.WebhookSignature;
import io.linkmic.contract.webhook.WebhookVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /hooks/linkmic}: believes the raw body only when its signature is right. */
@RestController
class HookEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(HookEndpoint.class);

  private final HookSecrets secrets;
  private final Receiver receiver;
  private final InstantSource clock;
  private final JsonMapper json;
  private final MeterRegistry metrics;

  HookEndpoint(
      HookSecrets secrets,
      Receiver receiver,
      InstantSource clock,
      JsonMapper json,
      MeterRegistry metrics) {
    this.secrets = secrets;
    this.receiver = receiver;
    this.clock = clock;
    this.json = json;
    this.metrics = metrics;
  }

  @PostMapping("/hooks/linkmic")
  @Open("the signature is what authenticates")
  ResponseEntity<Void> receive(
      @RequestHeader(name = WebhookSignature.ID_HEADER, required = false) @Nullable String id,
      @RequestHeader(name = WebhookSignature.TIMESTAMP_HEADER, required = false)
          @Nullable String timestamp,
      @RequestHeader(name = WebhookSignature.SIGNATURE_HEADER, required = false)
          @Nullable String signatures,
      @RequestBody(required = false) byte @Nullable [] body) {
    byte[] bytes = body == null ? new byte[0] : body;
    String eventId = verified(id, timestamp, signatures, bytes);
    WebhookPayload event = read(bytes);
    count(receiver.receive(eventId, event).word());
    return ResponseEntity.noContent().build();
  }

  private WebhookPayload read(byte[] body) {
    try {
      WebhookPayload event = json.readValue(body, WebhookPayload.class);
      // Jackson leaves null what the JSON does not have, whatever the record says.
      if (Objects.nonNull(event)
          && Objects.nonNull(event.type())
          && Objects.nonNull(event.timestamp())) {
        return event;
      }
    } catch (JacksonException e) {
      LOG.warn("a signed event cannot be read: {}", e.getOriginalMessage());
    }
    count("unreadable");
    throw Refusal.of(400, "bad-request", "The body is not an event.");
  }

  private String verified(
      @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body) {
    WebhookVerifier verifier = secrets.verifier();
    if (verifier == null) {
      count("refused");
      throw Refusal.of(401, "bad-signature", "This server expects no events.");
    }
    return switch (verifier.verify(id, timestamp, signatures, body, clock.instant())) {
      case WebhookVerifier.Verdict.Genuine genuine -> genuine.id();
      case WebhookVerifier.Verdict.Refused refused -> {
        count("refused");
        LOG.warn("an event is not believed: {}", refused.reason().kebab());
        throw Refusal.of(
            401, "bad-signature", "The event is not believed: " + refused.reason().kebab() + ".");
      }
    };
  }

  private void count(String outcome) {
    metrics.counter("linkmic_backend_hooks", "outcome", outcome).increment();
  }
}
