package io.linkmic.socketio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every acknowledgement: {@code {ok: true, data}} or {@code {ok: false, error}}.
 *
 * @param data null where there is nothing to tell
 */
public record Answer(boolean ok, @Nullable Object data, @Nullable Failure error) {

  /**
   * @param code stable, kebab case
   * @param message one sentence for a person
   * @param retryAfterMs when it makes sense to try again, null if it does not
   * @param data what a client needs to go on from here, null if nothing
   */
  public record Failure(
      String code, String message, @Nullable Long retryAfterMs, @Nullable Object data) {

    public Failure(String code, String message) {
      this(code, message, null, null);
    }
  }

  public static Answer done(@Nullable Object data) {
    return new Answer(true, data, null);
  }

  public static Answer failed(String code, String message) {
    return new Answer(false, null, new Failure(code, message));
  }

  /**
   * @param retryAfter null where trying again makes no sense
   * @param data null where nothing leads on
   */
  public static Answer failed(
      String code, String message, @Nullable Duration retryAfter, @Nullable Object data) {
    Long retryAfterMs = retryAfter == null ? null : (Long) retryAfter.toMillis();
    return new Answer(false, null, new Failure(code, message, retryAfterMs, data));
  }
}
