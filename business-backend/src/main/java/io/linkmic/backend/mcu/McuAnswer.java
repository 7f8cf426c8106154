package io.linkmic.backend.mcu;

import io.linkmic.backend.problem.Problem;
import io.linkmic.backend.problem.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What mcu-api said, or that it said nothing. */
public sealed interface McuAnswer {

  /**
   * @param body JSON as it came, empty for 204; never changed afterwards
   */
  // Handed through byte for byte, as the HTTP client gave it.
  @SuppressWarnings("ArrayRecordComponent")
  record Done(int status, byte[] body) implements McuAnswer {}

  /**
   * @param code mcu-api's stable code
   * @param detail one sentence for a person
   * @param retryAfter as it asked, null when it did not
   */
  record Refused(int status, String code, String detail, @Nullable Duration retryAfter)
      implements McuAnswer {
    private Refusal toRefusal() {
      if (status == 401 || status == 403) {
        // Ours, not the caller's: the two services do not agree on an API key.
        return Refusal.of(
            502, "mcu-api-refused", "The room service does not let this server do that.");
      }
      if (status >= 500) {
        return new Refusal(
            Problem.of(503, status == 503 ? code : "mcu-api-unavailable", detail),
            retryAfter == null ? Duration.ofSeconds(2) : retryAfter);
      }
      return new Refusal(Problem.of(status, code, detail), retryAfter);
    }
  }

  /** No connection, no answer in time, or not one that can be understood. */
  record Away() implements McuAnswer {}

  /** The body, or the refusal that our own caller gets. */
  default byte[] orRefuse() {
    return switch (this) {
      case Done done -> done.body();
      case Away ignored -> throw away();
      case Refused refused -> throw refused.toRefusal();
    };
  }

  private static Refusal away() {
    return Refusal.unavailable("mcu-api-unavailable", "The room service does not answer.");
  }

  /** Whether the thing asked for is not there. */
  default boolean missing() {
    return this instanceof Refused refused && refused.status() == 404;
  }
}
