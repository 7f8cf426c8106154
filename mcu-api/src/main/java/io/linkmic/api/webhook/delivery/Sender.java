package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.Subscription;
import io.linkmic.cluster.redis.RedisUnavailable;
import io.linkmic.contract.webhook.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties a claimed queue, head by head. A virtual thread each claim. */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  // Then the queue goes back, so that a busy room does not keep a quiet one of its host waiting.
  private static final int MOST_IN_A_ROW = 32;

  // A hiccup of Redis should not cost a second delivery.
  private static final Duration REPORT_PAUSE = Duration.ofMillis(200);

  /** Said by us, not by Standard Webhooks: the event comes out of order, from the dead letters. */
  private static final String RESENT_HEADER = "linkmic-resent";

  private final DeliveryQueues queues;
  private final WebhookHttp http;
  private final DeliverySettings settings;
  private final DeliveryMeters meters;
  private final RandomGenerator random;

  Sender(
      DeliveryQueues queues,
      WebhookHttp http,
      DeliverySettings settings,
      DeliveryMeters meters,
      RandomGenerator random) {
    this.queues = queues;
    this.http = http;
    this.settings = settings;
    this.meters = meters;
    this.random = random;
  }

  /** Returns when the queue is empty, failed, or belongs to another. */
  void send(Claim claimed, Subscription subscription, java.util.function.BooleanSupplier stopping) {
    Optional<Claim> current = Optional.of(claimed);
    for (int sent = 1; current.isPresent(); sent++) {
      Claim claim = current.get();
      // A process that slept since it claimed must not speak: another sender may be ahead of it.
      if (!claim.outlasts(settings.tryTimeout(), settings.visibility(), System.nanoTime())) {
        return;
      }
      boolean goOn = sent < MOST_IN_A_ROW && !stopping.getAsBoolean();
      current = conclude(claim, tryOnce(claim, subscription), goOn);
    }
  }

  private Outcome tryOnce(Claim claim, Subscription subscription) {
    QueueEntry head = claim.head();
    byte[] body = head.body().getBytes(StandardCharsets.UTF_8);
    Instant now = claim.now(System.nanoTime());
    Map<String, String> headers = new HashMap<>();
    headers.put(WebhookSignature.ID_HEADER, head.eventId());
    headers.put(WebhookSignature.TIMESTAMP_HEADER, Long.toString(now.getEpochSecond()));
    headers.put(
        WebhookSignature.SIGNATURE_HEADER,
        WebhookSignature.sign(subscription.signingSecrets(now), head.eventId(), now, body));
    if (head.resent()) {
      headers.put(RESENT_HEADER, "true");
    }
    try {
      return http.post(subscription.url(), headers, body, claim.attempts());
    } catch (RuntimeException e) {
      // Counted as a failure, so that what cannot be sent ends as a dead letter, not in a loop.
      log.error("webhook {}: a try failed by itself", claim.webhookId(), e);
      return new Outcome.Broken();
    }
  }

  private Optional<Claim> conclude(Claim claim, Outcome outcome, boolean goOn) {
    meters.tried(outcome);
    if (outcome instanceof Outcome.Delivered delivered) {
      return reported(claim, () -> queues.delivered(claim, delivered.status(), goOn))
          .flatMap(next -> next);
    }
    DeliveryQueues.Failure failure = failure(claim, outcome);
    log.debug(
        "webhook {}: event {} failed ({}), {}",
        claim.webhookId(),
        claim.head().eventId(),
        failure.error(),
        failure.verdict());
    reported(claim, () -> queues.failed(claim, failure)).ifPresent(meters::buried);
    return Optional.empty();
  }

  private DeliveryQueues.Failure failure(Claim claim, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered ->
          throw new IllegalArgumentException("not a failure: " + delivered);
      case Outcome.Gone gone ->
          new DeliveryQueues.Failure(
              DeliveryQueues.Verdict.DISABLE, Duration.ZERO, false, 410, "http-410", "gone");
      case Outcome.Broken broken ->
          failure(claim, false, 0, "internal-error", delay(claim, claim.attempts(), null));
      case Outcome.Rejected rejected ->
          failure(
              claim,
              false,
              rejected.status(),
              "http-" + rejected.status(),
              delay(claim, claim.attempts(), rejected.retryAfter()));
      case Outcome.Away away ->
          failure(
              claim,
              true,
              away.status(),
              away.error(),
              delay(
                  claim, Math.max(claim.attempts(), claim.receiverFailures()), away.retryAfter()));
    };
  }

  private DeliveryQueues.Failure failure(
      Claim claim, boolean away, int status, String error, Duration delay) {
    Duration waited = Duration.between(claim.head().queuedAt(), claim.now(System.nanoTime()));
    boolean over = waited.compareTo(settings.giveUpAfter()) >= 0;
    return new DeliveryQueues.Failure(
        over ? DeliveryQueues.Verdict.BURY : DeliveryQueues.Verdict.RETRY,
        delay,
        away,
        status,
        error,
        "expired");
  }

  private Duration delay(Claim claim, int failuresBefore, @Nullable Duration asked) {
    Duration failing = Duration.between(claim.failingSince(), claim.at());
    Duration own = settings.backoff().after(failuresBefore + 1, failing, random);
    return asked != null && asked.compareTo(own) > 0 ? asked : own;
  }

  /**
   * Tells Redis, more than once if need be, as long as the claim lasts. Empty when it could not be
   * told: the claim runs out, and the event is sent again.
   */
  private <T> Optional<T> reported(Claim claim, Supplier<T> report) {
    while (claim.outlasts(Duration.ZERO, settings.visibility(), System.nanoTime())) {
      try {
        return Optional.of(report.get());
      } catch (RedisUnavailable e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REPORT_PAUSE.toMillis()));
        if (Thread.currentThread().isInterrupted()) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
