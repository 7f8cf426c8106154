package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;
import java.time.Duration;
import java.time.Instant;

/**
 * One binding request of ours that waits for its answer (RFC 8489 §6.2.1).
 *
 * @param attempt how often it was sent
 * @param nextAt when to send it again, or to give it up after the last attempt
 */
record ClientCheck(Path path, Bytes transactionId, Bytes request, int attempt, Instant nextAt) {
  // RFC 8489 §6.2.1: RTO of 500 ms, doubled each time, 7 requests (Rc), then 16 RTO (Rm).
  static final Duration RTO = Duration.ofMillis(500);
  static final int MAX_ATTEMPTS = 7;
  private static final int LAST_WAIT_IN_RTO = 16;

  static ClientCheck first(Instant now, Path path, Bytes transactionId, Bytes request) {
    return new ClientCheck(path, transactionId, request, 1, now.plus(RTO));
  }

  /** RFC 7675 §5.1: a consent check is not sent again, the next one takes its place. */
  static ClientCheck once(Instant now, Path path, Bytes transactionId, Bytes request) {
    Instant end = now.plus(RTO.multipliedBy(LAST_WAIT_IN_RTO));
    return new ClientCheck(path, transactionId, request, MAX_ATTEMPTS, end);
  }

  boolean isExhausted() {
    return attempt == MAX_ATTEMPTS;
  }

  ClientCheck again(Instant now) {
    int attempts = attempt + 1;
    int waitInRto = attempts == MAX_ATTEMPTS ? LAST_WAIT_IN_RTO : 1 << attempt;
    Instant next = now.plus(RTO.multipliedBy(waitInRto));
    return new ClientCheck(path, transactionId, request, attempts, next);
  }
}
