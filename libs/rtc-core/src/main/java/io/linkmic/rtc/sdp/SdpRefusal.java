package io.linkmic.rtc.sdp;

/** Why an SDP text leads to no session. */
public enum SdpRefusal {
  TOO_LARGE("The %s is larger than 64 KB."),
  TOO_MANY_MEDIA("The %s has more than 32 m-lines."),
  MALFORMED("The %s is not readable SDP."),
  NO_ICE_CREDENTIALS("The %s has no usable ice-ufrag and ice-pwd."),
  NO_FINGERPRINT("The %s has no DTLS fingerprint by SHA-256, SHA-384 or SHA-512."),
  NO_RTCP_MUX("The %s does not multiplex RTCP with RTP; add a=rtcp-mux."),
  NOT_BUNDLED(
      "The %s has sound and picture on separate transports; put both into one BUNDLE group."),
  NO_MEDIA("The %s sends neither sound nor picture."),
  NO_H264(
      "The %s has no H.264 of profile baseline, main or high; H.264 is the only video that reaches"
          + " the audience."),
  NO_OPUS("The %s has no Opus; Opus 48000/2 is the only sound that reaches the audience."),
  NO_RECEIVER("The %s receives neither sound nor picture."),
  NO_H264_RECEIVER(
      "The %s receives no H.264 with packetization-mode=1, which is what LinkMic sends."),
  /** Of an answer: nothing of what was offered was taken. */
  REJECTED("The %s takes none of the offered media."),
  /** Of a restart: another certificate is another DTLS association, so another session. */
  OTHER_FINGERPRINT("The %s has another DTLS fingerprint; open a new session.");

  private final String sentence;

  SdpRefusal(String sentence) {
    this.sentence = sentence;
  }

  /**
   * One sentence for the person at the other side.
   *
   * @param what {@code offer} or {@code answer}
   */
  String sentence(String what) {
    return sentence.formatted(what);
  }

  SdpRefused of(String what) {
    return new SdpRefused(this, sentence(what));
  }
}
