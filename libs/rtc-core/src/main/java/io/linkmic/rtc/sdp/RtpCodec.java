package io.linkmic.rtc.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One payload type of an m-line with all that is said about it.
 *
 * @param name of a=rtpmap, in lower case
 * @param channels 1 where a=rtpmap says nothing
 * @param parameters of a=fmtp, keys in lower case
 * @param feedback of a=rtcp-fb, the wildcard's included
 */
record RtpCodec(
    int payloadType,
    String name,
    int clockRate,
    int channels,
    Map<String, String> parameters,
    List<String> feedback) {

  boolean isH264() {
    return name.equals("h264") && clockRate == 90_000;
  }

  /** RFC 7587 §7: always announced as 48000/2, whatever is inside. */
  boolean isOpus() {
    return name.equals("opus") && clockRate == 48_000 && channels == 2;
  }

  /** RFC 4588 §8.1. */
  boolean isRtxOf(int mediaPayloadType) {
    return name.equals("rtx") && parameter("apt", "").equals(Integer.toString(mediaPayloadType));
  }

  String parameter(String key, String otherwise) {
    return parameters.getOrDefault(key, otherwise);
  }

  /** RFC 6184 §8.1: 0 where nothing is said; 2 (interleaved) is not for conversation. */
  int packetizationMode() {
    return Decimal.parse(parameter("packetization-mode", "0"), 2);
  }

  String profileLevelId() {
    return H264Profile.normalized(parameter("profile-level-id", H264Profile.DEFAULT_ID));
  }

  Optional<H264Profile> h264Profile() {
    return H264Profile.of(profileLevelId());
  }
}
