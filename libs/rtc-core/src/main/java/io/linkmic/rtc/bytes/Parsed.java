package io.linkmic.rtc.bytes;

/**
 * What a parser makes of a stranger's bytes: a value, or the reason why not. Parsers never throw on
 * remote input.
 *
 * @param <T> what was parsed
 */
public sealed interface Parsed<T> {

  /** The bytes were well formed. */
  record Ok<T>(T value) implements Parsed<T> {}

  /**
   * The bytes were not well formed.
   *
   * @param reason a constant text, fit for a counter's label
   * @param offset where in the input it was noticed
   */
  record Malformed<T>(String reason, int offset) implements Parsed<T> {}

  static <T> Parsed<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Parsed<T> malformed(String reason, int offset) {
    return new Malformed<>(reason, offset);
  }
}
