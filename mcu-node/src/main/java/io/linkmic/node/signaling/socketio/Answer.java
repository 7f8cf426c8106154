package io.linkmic.node.signaling.socketio;

import io.linkmic.node.room.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every acknowledgement: {@code {ok: true, data}} or {@code {ok: false, error}}.
 *
 * @param data null where there is nothing to tell
 */
record Answer(boolean ok, @Nullable Object data, @Nullable Failure error) {

  /**
   * @param code stable, kebab case
   * @param message one sentence for a person
   * @param retryAfterMs when it makes sense to try again, null if it does not
   * @param data where to go instead, null if nowhere
   */
  record Failure(
      String code, String message, @Nullable Long retryAfterMs, @Nullable Elsewhere data) {}

  /** With {@code room-elsewhere}. */
  record Elsewhere(String nodeId, String signalingUrl) {}

  static Answer done(@Nullable Object data) {
    return new Answer(true, data, null);
  }

  static Answer failed(String code, String message) {
    return new Answer(false, null, new Failure(code, message, null, null));
  }

  static Answer failed(String code, String message, long retryAfterMs) {
    return new Answer(false, null, new Failure(code, message, retryAfterMs, null));
  }

  static Answer of(Outcome.Refused<?> refused) {
    Duration retryAfter = refused.retryAfter();
    Outcome.Elsewhere elsewhere = refused.elsewhere();
    return new Answer(
        false,
        null,
        new Failure(
            refused.code().kebab(),
            refused.message(),
            retryAfter == null ? null : retryAfter.toMillis(),
            elsewhere == null
                ? null
                : new Elsewhere(elsewhere.nodeId(), elsewhere.signalingUrl())));
  }
}
