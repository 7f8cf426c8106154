package io.linkmic.api.webhook;

import io.linkmic.api.access.Caller;
import io.linkmic.api.access.Needs;
import io.linkmic.api.access.Right;
import io.linkmic.api.http.Code;
import io.linkmic.api.http.Fails;
import io.linkmic.api.http.Page;
import io.linkmic.api.http.Paging;
import io.linkmic.api.http.Refusal;
import io.linkmic.api.webhook.delivery.DeliveryFigures;
import io.linkmic.api.webhook.subscription.Subscription;
import io.linkmic.api.webhook.subscription.SubscriptionStore;
import io.linkmic.contract.webhook.WebhookSecret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/webhooks}: subscriptions of an API key. */
@Tag(name = "webhooks")
@RestController
@RequestMapping(path = "/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhooksEndpoint {
  private final SubscriptionStore store;
  private final DeliveryFigures figures;
  private final WebhookRules rules;
  private final InstantSource clock;

  WebhooksEndpoint(
      SubscriptionStore store, DeliveryFigures figures, WebhookRules rules, InstantSource clock) {
    this.store = store;
    this.figures = figures;
    this.rules = rules;
    this.clock = clock;
  }

  @Operation(
      operationId = "createWebhook",
      summary = "Hear of events from now on; the answer alone tells the secret.")
  @Needs(Right.SERVER)
  @Fails({Code.INVALID_REQUEST, Code.WEBHOOK_LIMIT})
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CreatedWebhook> create(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestBody CreateWebhookRequest request) {
    WebhookRules.Wish wish = rules.check(request);
    Subscription made =
        store
            .create(caller.apiKey(), wish.url(), wish.events(), wish.secret(), now())
            .orElseThrow(() -> new Refusal(Code.WEBHOOK_LIMIT));
    return ResponseEntity.created(URI.create("/v1/webhooks/" + made.webhookId()))
        .header("Cache-Control", "no-store")
        .body(CreatedWebhook.of(made));
  }

  @Operation(operationId = "listWebhooks", summary = "This API key's, by id, and how they fare.")
  @Needs(Right.SERVER)
  @Fails({Code.BAD_CURSOR, Code.BAD_LIMIT})
  @GetMapping
  Page<WebhookView> list(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false)
          @Nullable
          @Parameter(
              schema =
                  @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
          String limit) {
    Page<Subscription> page =
        Paging.of(cursor, limit).cut(store.list(caller.apiKey()), Subscription::webhookId);
    List<DeliveryFigures.Figures> all =
        figures.of(page.items().stream().map(Subscription::webhookId).toList());
    List<WebhookView> views = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      views.add(view(page.items().get(i), all.get(i)));
    }
    return new Page<>(views, page.nextCursor());
  }

  @Operation(operationId = "getWebhook", summary = "One, and how it fares.")
  @Needs(Right.SERVER)
  @Fails(Code.WEBHOOK_NOT_FOUND)
  @GetMapping("/{webhookId}")
  WebhookView get(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String webhookId) {
    Subscription found = find(caller, webhookId);
    return view(found, figures.of(List.of(webhookId)).getFirst());
  }

  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Another secret; for 24 hours the one before signs too.")
  @Needs(Right.SERVER)
  @Fails({Code.WEBHOOK_NOT_FOUND, Code.INVALID_REQUEST})
  @PostMapping("/{webhookId}/secret")
  ResponseEntity<RotatedSecret> rotate(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @PathVariable String webhookId,
      @RequestBody(required = false) @Nullable RotateSecretRequest request) {
    WebhookSecret next = rules.checkSecret(request == null ? null : request.secret());
    Subscription rotated =
        store
            .rotate(caller.apiKey(), webhookId, next, now())
            .orElseThrow(() -> new Refusal(Code.WEBHOOK_NOT_FOUND));
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        .body(new RotatedSecret(webhookId, rotated.secret(), rotated.previousUntil()));
  }

  @Operation(
      operationId = "enableWebhook",
      summary = "Serve it again, after its receiver answered 410.")
  @Needs(Right.SERVER)
  @Fails(Code.WEBHOOK_NOT_FOUND)
  @PostMapping("/{webhookId}/enable")
  WebhookView enable(
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String webhookId) {
    Subscription found = find(caller, webhookId);
    store.enable(webhookId);
    return view(found, figures.of(List.of(webhookId)).getFirst());
  }

  @Operation(
      operationId = "deleteWebhook",
      summary = "Hear of nothing more; what waits and what is dead goes too.")
  @Needs(Right.SERVER)
  @Fails(Code.WEBHOOK_NOT_FOUND)
  @DeleteMapping(path = "/{webhookId}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String webhookId) {
    store.delete(find(caller, webhookId));
  }

  private WebhookView view(Subscription subscription, DeliveryFigures.Figures now) {
    return WebhookView.of(subscription, store.disabled(subscription.webhookId()).orElse(null), now);
  }

  private Subscription find(Caller caller, String webhookId) {
    return store
        .find(caller.apiKey(), webhookId)
        .orElseThrow(() -> new Refusal(Code.WEBHOOK_NOT_FOUND));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
