package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which m-lines of an offer are taken: one picture and one sound, preferably such as are sent. The
 * rest is rejected.
 *
 * @param lines those of the offer that could be taken
 * @param accepted in the offer's order
 */
record MediaPlan(List<RtpLine> lines, List<AcceptedMedia> accepted, Bundle bundle) {

  static MediaPlan of(SessionDescription offer) {
    Bundle bundle = Bundle.of(offer);
    List<RtpLine> lines =
        IntStream.range(0, offer.media().size())
            .boxed()
            .flatMap(index -> RtpLine.of(offer, index).stream())
            .toList();
    List<AcceptedMedia> picked =
        Stream.of(MediaKind.values())
            .flatMap(kind -> pick(lines, kind).stream())
            .sorted(Comparator.comparingInt(AcceptedMedia::index))
            .toList();
    return new MediaPlan(lines, withoutIdleOutsiders(picked, bundle), bundle);
  }

  /** The first line that sends what we can take, else the first that could have. */
  private static Optional<AcceptedMedia> pick(List<RtpLine> lines, MediaKind kind) {
    return lines.stream()
        .filter(line -> line.is(kind))
        .sorted(Comparator.comparing(RtpLine::sends).reversed())
        .flatMap(line -> accept(line).stream())
        .findFirst();
  }

  private static Optional<AcceptedMedia> accept(RtpLine line) {
    return CodecChoice.of(line.kind(), CodecReader.read(line.line()))
        .map(choice -> new AcceptedMedia(line, choice));
  }

  /** A line that sends nothing is not worth a second transport. */
  private static List<AcceptedMedia> withoutIdleOutsiders(
      List<AcceptedMedia> picked, Bundle bundle) {
    return picked.size() < 2
        ? picked
        : picked.stream().filter(m -> m.offered().sends() || m.isIn(bundle)).toList();
  }

  /** Why the offer cannot be answered, if so. */
  Optional<SdpRefusal> problem() {
    boolean pictureSent = lines.stream().anyMatch(l -> l.is(MediaKind.VIDEO) && l.sends());
    if (lines.stream().noneMatch(RtpLine::sends)) {
      return Optional.of(SdpRefusal.NO_MEDIA);
    }
    if (pictureSent && !takes(MediaKind.VIDEO)) {
      return Optional.of(SdpRefusal.NO_H264);
    }
    if (!pictureSent && !takes(MediaKind.AUDIO)) {
      return Optional.of(SdpRefusal.NO_OPUS);
    }
    if (accepted.size() > 1 && !accepted.stream().allMatch(m -> m.isIn(bundle))) {
      return Optional.of(SdpRefusal.NOT_BUNDLED);
    }
    return accepted.stream().allMatch(m -> m.line().attributes().has("rtcp-mux"))
        ? Optional.empty()
        : Optional.of(SdpRefusal.NO_RTCP_MUX);
  }

  private boolean takes(MediaKind kind) {
    return accepted.stream().anyMatch(m -> m.kind() == kind && m.offered().sends());
  }

  Optional<AcceptedMedia> at(int index) {
    return accepted.stream().filter(m -> m.index() == index).findFirst();
  }

  /**
   * Where to read the transport: the accepted lines, then the others of the group, because a
   * bundled line may leave its transport out (RFC 8843 §7.1.3).
   */
  List<MediaDescription> transportLines(SessionDescription offer) {
    Stream<MediaDescription> ours = accepted.stream().map(AcceptedMedia::line);
    Stream<MediaDescription> bundled =
        offer.media().stream().filter(m -> m.mid().filter(bundle::holds).isPresent());
    return Stream.concat(ours, bundled).distinct().toList();
  }
}
