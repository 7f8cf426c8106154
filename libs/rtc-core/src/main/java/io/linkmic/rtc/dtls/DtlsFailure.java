package io.linkmic.rtc.dtls;

/** Why no handshake came about. */
public enum DtlsFailure {
  /** The other side did not answer, or not to the end. */
  TIMEOUT,
  /** It showed another certificate than its SDP announced. */
  FINGERPRINT_MISMATCH,
  /** The two sides have no version, cipher suite or SRTP profile in common, or it refused. */
  HANDSHAKE_FAILED
}
