package io.linkmic.api.webhook;

import io.linkmic.api.access.Caller;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.http.Paging;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.webhook.delivery.DeadLetters;
import io.linkmic.api.webhook.delivery.DeliveryEngine;
import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhooks/{webhookId}/…}: what was given up, and trying it out. */
@Tag(name = "webhooks")
@RestController
@RequestMapping(path = "/v1/webhooks/{webhookId}", produces = MediaType.APPLICATION_JSON_VALUE)
class DeliveriesEndpoint {
  private final SubscriptionStore store;
  private final DeadLetters letters;
  private final DeliveryEngine engine;
  private final WebhookRules rules;
  private final InstantSource clock;

  DeliveriesEndpoint(
      SubscriptionStore store,
      DeadLetters letters,
      DeliveryEngine engine,
      WebhookRules rules,
      InstantSource clock) {
    this.store = store;
    this.letters = letters;
    this.engine = engine;
    this.rules = rules;
    this.clock = clock;
  }

  @Operation(
      operationId = "listDeadLetters",
      summary = "Events that were given up, the earliest first.")
  @Needs(Right.SERVER)
  @Fails({Code.WEBHOOK_NOT_FOUND, Code.BAD_CURSOR, Code.BAD_LIMIT})
  @GetMapping("/dead-letters")
  Page<DeadLetterView> deadLetters(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String webhookId,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false)
          @Nullable
          @Parameter(
              schema =
                  @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
          String limit) {
    require(caller, webhookId);
    Paging paging = Paging.of(cursor, limit);
    DeadLetters.Page page = letters.list(webhookId, from(paging), paging.limit());
    List<DeadLetterView> views = page.letters().stream().map(DeadLetterView::of).toList();
    Long next = page.next();
    return new Page<>(views, next == null ? null : Paging.cursor(next.toString()));
  }

  private static long from(Paging paging) {
    String after = paging.after();
    if (after == null) {
      return 0;
    }
    try {
      return Long.parseLong(after);
    } catch (NumberFormatException e) {
      throw new Refusal(Code.BAD_CURSOR);
    }
  }

  @Operation(
      operationId = "resendDeadLetters",
      summary = "Send dead letters again, by the ids they had; out of order by nature.")
  @Needs(Right.SERVER)
  @Fails({Code.WEBHOOK_NOT_FOUND, Code.WEBHOOK_DISABLED, Code.INVALID_REQUEST})
  @PostMapping("/dead-letters/resend")
  Resent resend(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String webhookId,
      @RequestBody(required = false) @Nullable ResendRequest request) {
    requireEnabled(caller, webhookId);
    return new Resent(letters.resend(webhookId, rules.checkIds(request)));
  }

  @Operation(
      operationId = "testWebhook",
      summary = "Send an event of type webhook.test the way of all events.")
  @Needs(Right.SERVER)
  @Fails({Code.WEBHOOK_NOT_FOUND, Code.WEBHOOK_DISABLED, Code.WEBHOOK_QUEUE_FULL})
  @PostMapping("/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  TestEvent test(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String webhookId) {
    requireEnabled(caller, webhookId);
    DeliveryEngine.Tested tested =
        engine.test(webhookId, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return switch (tested.outcome()) {
      case QUEUED -> new TestEvent(tested.eventId());
      case FULL -> throw new Refusal(Code.WEBHOOK_QUEUE_FULL);
      case MISSING -> throw new Refusal(Code.WEBHOOK_NOT_FOUND);
    };
  }

  private void requireEnabled(Caller caller, String webhookId) {
    require(caller, webhookId);
    if (store.disabled(webhookId).isPresent()) {
      throw new Refusal(Code.WEBHOOK_DISABLED);
    }
  }

  private void require(Caller caller, String webhookId) {
    if (store.find(caller.apiKey(), webhookId).isEmpty()) {
      throw new Refusal(Code.WEBHOOK_NOT_FOUND);
    }
  }
}
