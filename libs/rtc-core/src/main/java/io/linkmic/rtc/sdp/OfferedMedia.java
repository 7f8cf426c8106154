package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.ExtensionUri;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.List;

/**
 * An m-line of our own offer.
 *
 * @param mid 1–16 visible characters, unique in the offer
 * @param payloadType of H.264 or Opus, 96–127
 * @param rtxPayloadType RFC 4588, or −1; −1 for audio
 * @param packetizationMode RFC 6184: 0 or 1; ignored for audio
 * @param profileLevelId six hexadecimal digits; ignored for audio
 * @param ssrc announced if {@code send}
 * @param rtxSsrc announced if {@code send} and there is an {@code rtxPayloadType}
 * @param feedback as in {@link NegotiatedMedia#feedback}
 * @param extensions URIs; the offerer gives them ids
 */
public record OfferedMedia(
    String mid,
    MediaKind kind,
    boolean send,
    boolean receive,
    int payloadType,
    int rtxPayloadType,
    int packetizationMode,
    String profileLevelId,
    long ssrc,
    long rtxSsrc,
    List<String> feedback,
    List<String> extensions) {

  // Those of Chromium, so that a trace of either reads alike.
  private static final int OPUS = 111;
  private static final int H264 = 102;
  private static final int H264_RTX = 103;

  // Constrained baseline, level 3.1: what every WebRTC implementation has (RFC 7742 §6.2).
  private static final String CONSTRAINED_BASELINE = "42e01f";

  public OfferedMedia {
    feedback = List.copyOf(feedback);
    extensions = List.copyOf(extensions);
  }

  /** Opus with all LinkMic understands, send only. */
  public static OfferedMedia audio(String mid, long ssrc) {
    return new OfferedMedia(
        mid,
        MediaKind.AUDIO,
        true,
        false,
        OPUS,
        CodecChoice.NO_RTX,
        0,
        "",
        ssrc,
        0,
        CodecChoice.AUDIO_FEEDBACK,
        List.of(
            ExtensionUri.AUDIO_LEVEL,
            ExtensionUri.ABS_SEND_TIME,
            ExtensionUri.TRANSPORT_CC,
            ExtensionUri.MID));
  }

  /** H.264 with retransmissions and all LinkMic understands, send only. */
  public static OfferedMedia video(String mid, long ssrc, long rtxSsrc) {
    return new OfferedMedia(
        mid,
        MediaKind.VIDEO,
        true,
        false,
        H264,
        H264_RTX,
        1,
        CONSTRAINED_BASELINE,
        ssrc,
        rtxSsrc,
        CodecChoice.VIDEO_FEEDBACK,
        List.of(
            ExtensionUri.ABS_SEND_TIME,
            ExtensionUri.TRANSPORT_CC,
            ExtensionUri.VIDEO_ORIENTATION,
            ExtensionUri.MID));
  }

  /** The same line in another direction. */
  public OfferedMedia direction(boolean nowSend, boolean nowReceive) {
    return new OfferedMedia(
        mid,
        kind,
        nowSend,
        nowReceive,
        payloadType,
        rtxPayloadType,
        packetizationMode,
        profileLevelId,
        ssrc,
        rtxSsrc,
        feedback,
        extensions);
  }

  CodecLines codec() {
    return new CodecLines(
        kind, payloadType, rtxPayloadType, packetizationMode, profileLevelId, feedback);
  }

  boolean hasRtx() {
    return rtxPayloadType != CodecChoice.NO_RTX;
  }
}
