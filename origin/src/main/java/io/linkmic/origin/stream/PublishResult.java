package io.linkmic.origin.stream;

/** The answer to a publisher. */
public sealed interface PublishResult {

  record Accepted(Publication publication) implements PublishResult {}

  record Refused(Refusal refusal) implements PublishResult {}

  /** Why not. */
  enum Refusal {
    /** Another publisher is sending. */
    BUSY,
    /** A publisher with a higher epoch was here. */
    STALE_EPOCH,
    TOO_MANY_STREAMS
  }
}
