package io.linkmic.rtc.sdp;

import io.linkmic.rtc.rtp.MediaKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which m-lines of an offer are taken: one picture and one sound, preferably such as serve the
 * purpose. The rest is rejected.
 *
 * @param lines those of the offer that could be taken
 * @param accepted in the offer's order
 */
record MediaPlan(
    Purpose purpose, List<RtpLine> lines, List<AcceptedMedia> accepted, Bundle bundle) {

  static MediaPlan of(SessionDescription offer, Purpose purpose) {
    Bundle bundle = Bundle.of(offer);
    List<RtpLine> lines =
        IntStream.range(0, offer.media().size())
            .boxed()
            .flatMap(index -> RtpLine.of(offer, index).stream())
            .toList();
    List<AcceptedMedia> picked =
        Stream.of(MediaKind.values())
            .flatMap(kind -> pick(lines, kind, purpose).stream())
            .sorted(Comparator.comparingInt(AcceptedMedia::index))
            .toList();
    return new MediaPlan(purpose, lines, withoutIdleOutsiders(picked, bundle, purpose), bundle);
  }

  /** The first line that serves the purpose, else the first that could have. */
  private static Optional<AcceptedMedia> pick(
      List<RtpLine> lines, MediaKind kind, Purpose purpose) {
    return lines.stream()
        .filter(line -> line.is(kind))
        .sorted(Comparator.comparing(purpose::serves).reversed())
        .flatMap(line -> accept(line, purpose).stream())
        .findFirst();
  }

  private static Optional<AcceptedMedia> accept(RtpLine line, Purpose purpose) {
    return CodecChoice.of(line.kind(), CodecReader.read(line.line()), purpose)
        .map(choice -> new AcceptedMedia(line, choice));
  }

  /** A line on which nothing flows is not worth a second transport. */
  private static List<AcceptedMedia> withoutIdleOutsiders(
      List<AcceptedMedia> picked, Bundle bundle, Purpose purpose) {
    return picked.size() < 2
        ? picked
        : picked.stream().filter(m -> purpose.serves(m.offered()) || m.isIn(bundle)).toList();
  }

  /** Why the offer cannot be answered, if so. */
  Optional<SdpRefusal> problem() {
    boolean picture = lines.stream().anyMatch(l -> l.is(MediaKind.VIDEO) && purpose.serves(l));
    if (lines.stream().noneMatch(purpose::serves)) {
      return Optional.of(purpose.gives() ? SdpRefusal.NO_RECEIVER : SdpRefusal.NO_MEDIA);
    }
    if (picture && !takes(MediaKind.VIDEO)) {
      return Optional.of(purpose.gives() ? SdpRefusal.NO_H264_RECEIVER : SdpRefusal.NO_H264);
    }
    if (!picture && !takes(MediaKind.AUDIO)) {
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
    return accepted.stream().anyMatch(m -> m.kind() == kind && purpose.serves(m.offered()));
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
