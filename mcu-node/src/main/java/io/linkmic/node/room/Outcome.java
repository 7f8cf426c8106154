package io.linkmic.node.room;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command: done, or refused with the reason told to the caller.
 *
 * @param <T> what the caller gets
 */
public sealed interface Outcome<T> {

  /** Done. */
  record Done<T>(T value) implements Outcome<T> {}

  /**
   * Refused; nothing was changed.
   *
   * @param message one sentence for a person
   * @param retryAfter when it makes sense to try again, null if it does not
   * @param elsewhere where to go instead, null if nowhere
   */
  record Refused<T>(
      RefusalCode code,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Elsewhere elsewhere)
      implements Outcome<T> {

    /** The same for a caller who asked for something else. */
    public <R> Refused<R> as() {
      return new Refused<>(code, message, retryAfter, elsewhere);
    }
  }

  /**
   * The node that runs the room.
   *
   * @param signalingUrl Socket.IO
   * @param whipUrl WHIP without the room
   */
  record Elsewhere(String nodeId, String signalingUrl, String whipUrl) {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(RefusalCode code, String message) {
    return new Refused<>(code, message, null, null);
  }

  static <T> Outcome<T> refused(RefusalCode code, String message, Duration retryAfter) {
    return new Refused<>(code, message, retryAfter, null);
  }
}
