package io.linkmic.backend.broadcast;

/** Where a broadcast is in its life. */
public enum BroadcastState {
  /** Prepared; the audience has seen nothing yet. */
  CREATED,
  /** The program shows somebody. */
  LIVE,
  /** It did, and may again: the host vanished or stopped. */
  INTERRUPTED,
  /** Over, for good. */
  ENDED
}
