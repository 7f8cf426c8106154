package io.linkmic.rtc.srtp;

/** What became of a received packet. */
public enum SrtpStatus {
  /** Authentic, new, and now plain. */
  OK,
  /** Too short, or header lengths beyond its end. */
  MALFORMED,
  /** Its authentication tag is wrong. */
  NOT_AUTHENTIC,
  /** Seen before (RFC 3711 §3.3.2). */
  REPLAYED,
  /** Older than the replay window. */
  TOO_OLD,
  /** Authentic, but from more sources than one peer has reason to use. */
  TOO_MANY_SOURCES
}
