package io.linkmic.cluster.lease;

import java.time.Duration;

/** What became of a claim. */
public sealed interface Claim {
  /** The room is the claimer's, now or since before. */
  record Granted(Lease lease) implements Claim {}

  /** Another node that is alive has it. */
  record Owned(Lease lease) implements Claim {}

  /** Redis began empty a moment ago; owners from before may still say what is theirs. */
  record Settling(Duration retryAfter) implements Claim {}

  /** The claimer does not beat: it must not own anything. */
  record Unregistered() implements Claim {}
}
