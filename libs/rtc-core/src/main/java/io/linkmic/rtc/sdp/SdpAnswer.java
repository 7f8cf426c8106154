package io.linkmic.rtc.sdp;

/** What becomes of an offer. */
public sealed interface SdpAnswer permits SdpAnswer.Answered, SdpRefused {

  /**
   * @param answerSdp the text for the other side
   * @param session the same for our peer
   */
  record Answered(String answerSdp, NegotiatedSession session) implements SdpAnswer {}
}
