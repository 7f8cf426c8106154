package io.linkmic.rtc.ice;

/** Why an {@link IceAgent} gave up. */
public enum IceFailure {
  /** No path was nominated in time. */
  NO_PATH,
  /** RFC 7675: nothing authenticated was heard from the other side for too long. */
  CONSENT_EXPIRED
}
