package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.dtls.DtlsRole;
import java.util.List;
import java.util.Optional;

/**
 * A client's side of offer/answer: the SDK, the bench publisher, a node that pulls from another.
 * Pure and stateless; never throws on an answer.
 */
public final class SdpOfferer {
  static final String ANSWER = "answer";

  private SdpOfferer() {}

  public static String offer(OfferedSession local) {
    return OfferWriter.write(local);
  }

  /**
   * @param local the very offer that is answered
   */
  public static SdpApplied applyAnswer(OfferedSession local, String answer) {
    return switch (SdpParser.parse(answer)) {
      case Parsed.Malformed<SessionDescription> malformed ->
          SdpRefused.unreadable(ANSWER, malformed);
      case Parsed.Ok<SessionDescription>(SessionDescription description) ->
          apply(local, description);
    };
  }

  private static SdpApplied apply(OfferedSession local, SessionDescription answer) {
    if (!Mids.areGood(answer) || !AnsweredMedia.matches(local, answer)) {
      return SdpRefusal.MALFORMED.of(ANSWER);
    }
    List<AnsweredMedia> taken = AnsweredMedia.taken(local, answer);
    // RFC 4145 §4.1: an answer without a=setup means "passive".
    RemoteTransport transport =
        RemoteTransport.of(
            answer, taken.stream().map(AnsweredMedia::description).toList(), Setup.PASSIVE);
    Optional<SdpRefusal> problem =
        problem(taken, Bundle.of(answer)).or(transport::problem).or(() -> undecided(transport));
    return problem.isPresent()
        ? problem.get().of(ANSWER)
        : new SdpApplied.Applied(session(local, answer, taken, transport));
  }

  private static Optional<SdpRefusal> problem(List<AnsweredMedia> taken, Bundle bundle) {
    if (taken.isEmpty()) {
      return Optional.of(SdpRefusal.REJECTED);
    }
    if (taken.size() > 1 && !taken.stream().allMatch(m -> bundle.holds(m.offered().mid()))) {
      return Optional.of(SdpRefusal.NOT_BUNDLED);
    }
    return taken.stream().allMatch(m -> m.description().attributes().has("rtcp-mux"))
        ? Optional.empty()
        : Optional.of(SdpRefusal.NO_RTCP_MUX);
  }

  /** RFC 8842 §5.3: an answer decides. */
  private static Optional<SdpRefusal> undecided(RemoteTransport transport) {
    return transport.setup().filter(s -> s == Setup.ACTPASS).map(s -> SdpRefusal.MALFORMED);
  }

  private static NegotiatedSession session(
      OfferedSession local,
      SessionDescription answer,
      List<AnsweredMedia> taken,
      RemoteTransport transport) {
    DtlsRole role =
        transport.setup().orElseThrow() == Setup.ACTIVE ? DtlsRole.SERVER : DtlsRole.CLIENT;
    return new NegotiatedSession(
        transport.ice().orElseThrow(),
        transport.iceLite(),
        transport.candidates(),
        transport.fingerprints(),
        role,
        taken.stream().map(m -> m.negotiated(answer, local.extensionIds())).toList());
  }
}
