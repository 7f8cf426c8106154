package io.linkmic.rtc.sdp;

/** What becomes of another offer within a session. */
public sealed interface SdpReoffer permits SdpReoffer.Restarted, SdpReoffer.Unchanged, SdpRefused {

  /**
   * The other side restarts ICE (RFC 8839 §4.4.1.1.1): the answer carries our fresh credentials,
   * its own new ones are in {@code session().remoteIce()}.
   */
  record Restarted(String answerSdp, NegotiatedSession session) implements SdpReoffer {}

  /** The transport goes on as it is; lines may have changed direction. */
  record Unchanged(String answerSdp, NegotiatedSession session) implements SdpReoffer {}
}
