package io.linkmic.rtc.ice;

/** Why a STUN message was dropped without an answer. */
public enum IceDrop {
  /** Not well formed, or nothing an ICE agent receives. */
  MALFORMED,
  /** A check for another ufrag than ours, or without USERNAME. */
  UNKNOWN_USERNAME,
  /** MESSAGE-INTEGRITY is missing or was made with another password. */
  BAD_INTEGRITY,
  /** An answer to no check of ours, or from another address than the check went to. */
  UNKNOWN_TRANSACTION
}
