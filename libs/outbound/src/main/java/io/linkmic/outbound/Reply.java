package io.linkmic.outbound;

/** What came of an exchange. */
public sealed interface Reply<T> {

  /**
   * Somebody answered.
   *
   * @param value what the reader made of it
   */
  record Read<T>(T value) implements Reply<T> {}

  /**
   * Nobody answered, or nobody was asked.
   *
   * @param reason {@code dns-timeout}, {@code timeout}, {@code tls-failed}, {@code
   *     connection-failed} or why the URL was refused, such as {@code address-not-allowed}
   */
  record Failed<T>(String reason) implements Reply<T> {}
}
