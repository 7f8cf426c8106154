package io.linkmic.api.webhook.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * One queue's head, for one sender, for a while. Values only.
 *
 * @param subject the room, {@code node:} and the node, or {@code webhook:test}
 * @param token says whose claim it is
 * @param attempts of this head that failed before
 * @param failingSince when the first of them did; otherwise {@code at}
 * @param receiverFailures in a row of the whole subscription, for want of a receiver
 * @param at Redis' clock when it was claimed
 * @param atNanos this machine's monotonic clock at about that time, never later
 */
record Claim(
    String webhookId,
    String subject,
    String token,
    QueueEntry head,
    int attempts,
    Instant failingSince,
    int receiverFailures,
    Instant at,
    long atNanos) {

  Claim next(QueueEntry following, Instant now, long nanos) {
    return new Claim(webhookId, subject, token, following, 0, now, 0, now, nanos);
  }

  /** Redis' clock now, as far as this machine can tell. */
  Instant now(long nanos) {
    return at.plusNanos(nanos - atNanos);
  }

  /** Whether a whole try fits before somebody else may claim the queue. */
  boolean outlasts(Duration oneTry, Duration visibility, long nanos) {
    return nanos - atNanos + oneTry.toNanos() < visibility.toNanos();
  }
}
