package io.linkmic.rtc.rtp;

import org.jspecify.annotations.Nullable;

/**
 * The header extensions (RFC 8285) LinkMic understands, already decoded; absent ones are {@link
 * #ABSENT} or null.
 *
 * @param mid RFC 8843 §15
 * @param absSendTime 24 bit, 6.18 fixed point seconds
 * @param transportSequenceNumber 16 bit, transport-wide
 * @param rotationDegrees 3GPP TS 26.114 video orientation: 0, 90, 180 or 270, clockwise turn the
 *     receiver must apply
 * @param audioLevelDbov RFC 6464: 0 (loud) to 127 (silence)
 * @param absCaptureTime 32.32 fixed point seconds of the sender's clock
 */
public record RtpExtensions(
    @Nullable String mid,
    int absSendTime,
    int transportSequenceNumber,
    int rotationDegrees,
    int audioLevelDbov,
    long absCaptureTime) {
  public static final int ABSENT = -1;

  /** Without a capture time, which is never written. */
  public RtpExtensions(
      @Nullable String mid,
      int absSendTime,
      int transportSequenceNumber,
      int rotationDegrees,
      int audioLevelDbov) {
    this(mid, absSendTime, transportSequenceNumber, rotationDegrees, audioLevelDbov, ABSENT);
  }

  public static final RtpExtensions NONE = new RtpExtensions(null, ABSENT, ABSENT, ABSENT, ABSENT);
}
