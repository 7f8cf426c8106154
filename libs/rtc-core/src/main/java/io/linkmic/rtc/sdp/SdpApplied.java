package io.linkmic.rtc.sdp;

/** What becomes of the answer to our offer. */
public sealed interface SdpApplied permits SdpApplied.Applied, SdpRefused {

  /** Lines that were rejected are left out of {@code session}. */
  record Applied(NegotiatedSession session) implements SdpApplied {}
}
