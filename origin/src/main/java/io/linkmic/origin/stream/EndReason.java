package io.linkmic.origin.stream;

/** Why a viewer's stream came to its end. */
public enum EndReason {
  /** The publisher said so, or did not come back in time. */
  STREAM_ENDED,
  /** No publisher came within the waiting time. */
  NEVER_STARTED,
  /** The viewer could not keep up for too long. */
  TOO_SLOW,
  /** The origin shuts down. */
  SHUTDOWN,
  /** Too many are waiting for streams that do not exist, or too many streams. */
  REFUSED
}
