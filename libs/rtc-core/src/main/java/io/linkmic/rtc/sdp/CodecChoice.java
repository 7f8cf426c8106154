package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The one codec of an m-line that LinkMic takes, and its retransmissions.
 *
 * @param rtxPayloadType −1 if not offered
 */
record CodecChoice(RtpCodec codec, int rtxPayloadType, List<String> feedback) {
  static final int NO_RTX = -1;

  // In the order the answer writes them.
  static final List<String> VIDEO_FEEDBACK =
      List.of("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");
  static final List<String> AUDIO_FEEDBACK = List.of("transport-cc", "nack");

  // Who gets transport-cc sends no REMB, and what listens to receivers here is made for REMB.
  private static final String TRANSPORT_CC = "transport-cc";

  static Optional<CodecChoice> of(MediaKind kind, List<RtpCodec> offered, Purpose purpose) {
    return switch (kind) {
      case AUDIO ->
          offered.stream()
              .filter(RtpCodec::isOpus)
              .findFirst()
              .map(opus -> new CodecChoice(opus, NO_RTX, both(AUDIO_FEEDBACK, opus, purpose)));
      case VIDEO ->
          (purpose.gives() ? widest(offered) : h264(offered))
              .map(h264 ->
                  new CodecChoice(h264, rtx(offered, h264), both(VIDEO_FEEDBACK, h264, purpose)));
    };
  }

  /**
   * The sender's first acceptable H.264; where it lists the same profile in both packetization
   * modes, the one that may fragment (mode 1), because mode 0 limits a slice to one datagram.
   */
  private static Optional<RtpCodec> h264(List<RtpCodec> offered) {
    List<RtpCodec> acceptable = offered.stream().filter(CodecChoice::isAcceptable).toList();
    if (acceptable.isEmpty()) {
      return Optional.empty();
    }
    RtpCodec first = acceptable.getFirst();
    return acceptable.stream()
        .filter(c -> c.h264Profile().equals(first.h264Profile()) && c.packetizationMode() == 1)
        .findFirst()
        .or(() -> Optional.of(first));
  }

  /**
   * What a receiver decodes at most: H.264 §A.2 lets a decoder of a higher profile decode the lower
   * ones, and what we forward is of whatever profile its host sends. Pictures need mode 1.
   */
  private static Optional<RtpCodec> widest(List<RtpCodec> offered) {
    return offered.stream()
        .filter(c -> isAcceptable(c) && c.packetizationMode() == 1)
        .sorted(Comparator.comparing((RtpCodec c) -> c.h264Profile().orElseThrow()).reversed())
        .findFirst();
  }

  private static boolean isAcceptable(RtpCodec codec) {
    int mode = codec.packetizationMode();
    return codec.isH264() && (mode == 0 || mode == 1) && codec.h264Profile().isPresent();
  }

  private static int rtx(List<RtpCodec> offered, RtpCodec media) {
    return offered.stream()
        .filter(c -> c.isRtxOf(media.payloadType()) && c.clockRate() == media.clockRate())
        .mapToInt(RtpCodec::payloadType)
        .findFirst()
        .orElse(NO_RTX);
  }

  private static List<String> both(List<String> ours, RtpCodec offered, Purpose purpose) {
    return ours.stream()
        .filter(offered.feedback()::contains)
        .filter(type -> !purpose.gives() || !type.equals(TRANSPORT_CC))
        .toList();
  }
}
