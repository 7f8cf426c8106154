package io.linkmic.media.flv;

/** What became of bytes given to {@link FlvReader#accept}. */
public sealed interface FlvRead {

  /** All taken; complete tags went to the consumer, the rest waits for more bytes. */
  enum Taken implements FlvRead {
    TAKEN
  }

  /**
   * The stream is no FLV; the reader takes no more.
   *
   * @param reason a constant text, fit for a counter's label
   * @param offset bytes from the stream's start to the record at fault
   */
  record Malformed(String reason, long offset) implements FlvRead {}
}
