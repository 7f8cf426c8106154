package io.linkmic.origin.stream;

import java.time.Instant;

/** Where a stream is between its publishers. */
sealed interface PublishState {

  /** Viewers wait; nobody has published yet. */
  record Awaiting() implements PublishState {}

  /** A publisher is connected. */
  record Live(Publication publication, Instant since) implements PublishState {}

  /** The publisher vanished, for the nth time; viewers are kept for the grace period. */
  record Interrupted(long number) implements PublishState {}

  /** Over; the stream is no longer in the directory. */
  record Ended() implements PublishState {}
}
