package io.linkmic.rtc.sdp;

import io.linkmic.rtc.ice.IceCandidate;

/** What a candidate line says (RFC 8839 §5.1), in an SDP text or in a browser's event. */
public sealed interface CandidateLine {

  /** UDP, component 1, a literal address. */
  record Usable(IceCandidate candidate) implements CandidateLine {}

  /**
   * Well formed, but nothing LinkMic sends to: TCP, the RTCP component, a host name. Host names
   * (browsers' mDNS names too) are never looked up: a stranger would choose what we ask the DNS.
   */
  record Ignored(String why) implements CandidateLine {}

  /** A browser's last event has an empty candidate. */
  record EndOfCandidates() implements CandidateLine {}
}
