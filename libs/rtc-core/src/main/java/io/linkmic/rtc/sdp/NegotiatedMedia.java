package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.List;
import java.util.Map;

/**
 * What both sides agreed on for one m-line, seen from this side.
 *
 * @param mid RFC 9143 identification tag; at most 16 characters
 * @param payloadType of the one codec chosen: H.264 for video, Opus for audio
 * @param rtxPayloadType RFC 4588, or −1
 * @param packetizationMode RFC 6184 §8.1: 0 or 1; 0 for audio
 * @param profileLevelId H.264 profile-level-id in lower-case hexadecimal, empty for audio
 * @param feedback what the m-line's RTCP feedback allows, e.g. {@code nack}, {@code nack pli},
 *     {@code ccm fir}, {@code goog-remb}, {@code transport-cc}
 * @param extensionIds RTP header extension URI → local id 1–255
 * @param remoteSsrcs announced by a=ssrc in order; the first is the media, may be empty
 * @param remoteRtxSsrcs announced by a=ssrc-group:FID, same order; may be empty
 * @param localSsrc what we announced for our media, 0 if nothing
 * @param localRtxSsrc the same for our retransmissions
 */
public record NegotiatedMedia(
    String mid,
    MediaKind kind,
    boolean receive,
    boolean send,
    int payloadType,
    int rtxPayloadType,
    int packetizationMode,
    String profileLevelId,
    List<String> feedback,
    Map<String, Integer> extensionIds,
    List<Long> remoteSsrcs,
    List<Long> remoteRtxSsrcs,
    long localSsrc,
    long localRtxSsrc) {

  /** Of a session in which we announce no ssrc. */
  public NegotiatedMedia(
      String mid,
      MediaKind kind,
      boolean receive,
      boolean send,
      int payloadType,
      int rtxPayloadType,
      int packetizationMode,
      String profileLevelId,
      List<String> feedback,
      Map<String, Integer> extensionIds,
      List<Long> remoteSsrcs,
      List<Long> remoteRtxSsrcs) {
    this(
        mid,
        kind,
        receive,
        send,
        payloadType,
        rtxPayloadType,
        packetizationMode,
        profileLevelId,
        feedback,
        extensionIds,
        remoteSsrcs,
        remoteRtxSsrcs,
        0,
        0);
  }
}
