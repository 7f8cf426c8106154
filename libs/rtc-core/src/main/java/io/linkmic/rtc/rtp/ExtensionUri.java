package io.linkmic.rtc.rtp;

import java.util.List;

/** The names (RFC 8285 §5, {@code a=extmap}) of the header extensions LinkMic understands. */
public final class ExtensionUri {
  /** RFC 8843 §15. */
  public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

  /** 24 bit, 6.18 fixed point seconds at the moment of sending. */
  public static final String ABS_SEND_TIME =
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

  /** draft-holmer-rmcat-transport-wide-cc-extensions-01 §2. */
  public static final String TRANSPORT_CC =
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

  /** 3GPP TS 26.114 §7.4.5, coordination of video orientation. */
  public static final String VIDEO_ORIENTATION = "urn:3gpp:video-orientation";

  /** RFC 6464. */
  public static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

  /**
   * 32.32 fixed point seconds of the sender's clock at which the packet's first sample or its
   * picture was captured; sent now and then. Read only: what we send says it by sender reports.
   */
  public static final String ABS_CAPTURE_TIME =
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";

  /** All that are written too, in the order an offer lists them. */
  public static final List<String> ALL =
      List.of(AUDIO_LEVEL, ABS_SEND_TIME, TRANSPORT_CC, VIDEO_ORIENTATION, MID);

  private ExtensionUri() {}
}
