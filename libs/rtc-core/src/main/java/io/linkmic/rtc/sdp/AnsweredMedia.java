package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One line of our offer, and what the answer makes of it.
 *
 * @param codec the answer's words for the codec we offered
 */
record AnsweredMedia(OfferedMedia offered, RtpLine answered, RtpCodec codec, boolean rtx) {

  /** RFC 3264 §6: the same lines in the same order. */
  static boolean matches(OfferedSession local, SessionDescription answer) {
    return local.media().size() == answer.media().size()
        && IntStream.range(0, answer.media().size())
            .allMatch(i -> isSame(local.media().get(i), answer.media().get(i)));
  }

  private static boolean isSame(OfferedMedia offered, MediaDescription answered) {
    return answered.mid().map(offered.mid()::equals).orElse(answered.isRejected());
  }

  /** The lines that were not rejected. */
  static List<AnsweredMedia> taken(OfferedSession local, SessionDescription answer) {
    return IntStream.range(0, local.media().size())
        .boxed()
        .flatMap(i -> taken(local.media().get(i), answer, i).stream())
        .toList();
  }

  private static Optional<AnsweredMedia> taken(
      OfferedMedia offered, SessionDescription answer, int index) {
    return RtpLine.of(answer, index)
        .filter(line -> line.is(offered.kind()))
        .flatMap(line -> taken(offered, line));
  }

  private static Optional<AnsweredMedia> taken(OfferedMedia offered, RtpLine line) {
    List<RtpCodec> codecs = CodecReader.read(line.line());
    boolean rtx = codecs.stream().anyMatch(c -> isOurRtx(c, offered));
    return codecs.stream()
        .filter(c -> isOurs(c, offered))
        .findFirst()
        .map(codec -> new AnsweredMedia(offered, line, codec, rtx));
  }

  private static boolean isOurs(RtpCodec codec, OfferedMedia offered) {
    return codec.payloadType() == offered.payloadType()
        && switch (offered.kind()) {
          case AUDIO -> codec.isOpus();
          case VIDEO -> codec.isH264();
        };
  }

  private static boolean isOurRtx(RtpCodec codec, OfferedMedia offered) {
    return codec.payloadType() == offered.rtxPayloadType() && codec.isRtxOf(offered.payloadType());
  }

  MediaDescription description() {
    return answered.line();
  }

  NegotiatedMedia negotiated(SessionDescription answer, Map<String, Integer> offeredIds) {
    boolean video = offered.kind() == MediaKind.VIDEO;
    AnnouncedSsrcs ssrcs = AnnouncedSsrcs.of(answered.line());
    return new NegotiatedMedia(
        offered.mid(),
        offered.kind(),
        offered.receive() && answered.direction().sends(),
        offered.send() && answered.direction().receives(),
        offered.payloadType(),
        rtx ? offered.rtxPayloadType() : CodecChoice.NO_RTX,
        video ? Math.max(0, codec.packetizationMode()) : 0,
        video ? codec.profileLevelId() : "",
        offered.feedback().stream().filter(codec.feedback()::contains).toList(),
        extensions(answer, offeredIds),
        ssrcs.media(),
        ssrcs.rtx(),
        offered.send() ? offered.ssrc() : 0,
        offered.send() && rtx ? offered.rtxSsrc() : 0);
  }

  /** RFC 8285 §5: an answer keeps the ids, so one with another id was not understood. */
  private Map<String, Integer> extensions(
      SessionDescription answer, Map<String, Integer> offeredIds) {
    Map<String, Integer> ids =
        new LinkedHashMap<>(
            ExtensionIds.of(answer, answered.line(), Set.copyOf(offered.extensions())));
    ids.entrySet().removeIf(e -> !e.getValue().equals(offeredIds.get(e.getKey())));
    return ids;
  }
}
