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
   */
  record Refused<T>(RefusalCode code, String message, @Nullable Duration retryAfter)
      implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(RefusalCode code, String message) {
    return new Refused<>(code, message, null);
  }
}
