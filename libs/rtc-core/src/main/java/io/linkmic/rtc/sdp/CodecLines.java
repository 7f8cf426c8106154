package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.List;

/** a=rtpmap, a=fmtp and a=rtcp-fb of the one codec of an m-line and its retransmissions. */
record CodecLines(
    MediaKind kind,
    int payloadType,
    int rtxPayloadType,
    int packetizationMode,
    String profileLevelId,
    List<String> feedback) {

  // RFC 7587 §7: what the receiver of the sound wants. Music in stereo at 128 kbit/s, and a copy of
  // the packet before for when that was lost.
  private static final String OPUS =
      "minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxaveragebitrate=128000";

  static CodecLines of(MediaKind kind, CodecChoice choice) {
    RtpCodec codec = choice.codec();
    return new CodecLines(
        kind,
        codec.payloadType(),
        choice.rtxPayloadType(),
        kind == MediaKind.VIDEO ? codec.packetizationMode() : 0,
        kind == MediaKind.VIDEO ? codec.profileLevelId() : "",
        choice.feedback());
  }

  /** For the m-line. */
  List<String> formats() {
    return hasRtx()
        ? List.of(Integer.toString(payloadType), Integer.toString(rtxPayloadType))
        : List.of(Integer.toString(payloadType));
  }

  private boolean hasRtx() {
    return rtxPayloadType != CodecChoice.NO_RTX;
  }

  void addTo(Attributes.Builder lines) {
    lines.add("rtpmap", payloadType + " " + name());
    feedback.forEach(type -> lines.add("rtcp-fb", payloadType + " " + type));
    lines.add("fmtp", payloadType + " " + parameters());
    if (hasRtx()) {
      lines
          .add("rtpmap", rtxPayloadType + " rtx/90000")
          .add("fmtp", rtxPayloadType + " apt=" + payloadType);
    }
  }

  private String name() {
    return switch (kind) {
      case AUDIO -> "opus/48000/2";
      case VIDEO -> "H264/90000";
    };
  }

  // RFC 6184 §8.2.2: profile and packetization mode are symmetric, so the answer repeats them. The
  // level is repeated too although asymmetry would let us name a higher one: senders read it as a
  // hint at most, and some compare the whole id.
  private String parameters() {
    return switch (kind) {
      case AUDIO -> OPUS;
      case VIDEO ->
          "level-asymmetry-allowed=1;packetization-mode="
              + packetizationMode
              + ";profile-level-id="
              + profileLevelId;
    };
  }
}
