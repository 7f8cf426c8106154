package io.linkmic.api.webhook.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try. */
sealed interface Outcome {
  /**
   * Taken: any 2xx.
   *
   * @param status HTTP's
   */
  record Delivered(int status) implements Outcome {}

  /**
   * The receiver is there and does not take it: this room waits, the others go on.
   *
   * @param retryAfter what the receiver asked for
   */
  record Rejected(int status, @Nullable Duration retryAfter) implements Outcome {}

  /**
   * Nobody is there, or asks for quiet (429, 502, 503, 504): the whole subscription waits, and one
   * try at a time asks again.
   *
   * @param status HTTP's, 0 without an answer
   * @param error stable word: {@code timeout}
   */
  record Away(int status, String error, @Nullable Duration retryAfter) implements Outcome {}

  /** 410: the receiver wants nothing any more. */
  record Gone() implements Outcome {}

  /** The try itself failed: our bug. This room waits, as if its receiver had refused. */
  record Broken() implements Outcome {}
}
