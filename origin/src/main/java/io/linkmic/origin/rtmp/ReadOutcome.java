package io.linkmic.origin.rtmp;

/** What became of the bytes handed to a reader. */
public sealed interface ReadOutcome {

  /** All bytes were taken. */
  record Consumed() implements ReadOutcome {}

  /**
   * Not RTMP; the connection cannot be understood any more.
   *
   * @param reason a constant text, fit for a counter's label
   */
  record Malformed(String reason) implements ReadOutcome {}

  ReadOutcome CONSUMED = new Consumed();
}
