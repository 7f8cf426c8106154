package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.dtls.DtlsRole;
import java.util.List;
import java.util.Optional;

/**
 * The node's side of offer/answer (RFC 3264, RFC 8829): takes one H.264 picture and one Opus sound
 * on one transport, and rejects the rest. Pure and stateless; never throws on an offer.
 */
public final class SdpAnswerer {
  private static final String OFFER = "offer";

  private SdpAnswerer() {}

  public static SdpAnswer answer(String offer, LocalSession local) {
    return switch (SdpParser.parse(offer)) {
      case Parsed.Malformed<SessionDescription> malformed ->
          SdpRefused.unreadable(OFFER, malformed);
      case Parsed.Ok<SessionDescription>(SessionDescription description) ->
          answer(description, local);
    };
  }

  private static SdpAnswer answer(SessionDescription offer, LocalSession local) {
    if (!Mids.areGood(offer)) {
      return SdpRefusal.MALFORMED.of(OFFER);
    }
    MediaPlan plan = MediaPlan.of(offer);
    // RFC 4145 §4.1: an offer without a=setup means "active".
    RemoteTransport transport = RemoteTransport.of(offer, plan.transportLines(offer), Setup.ACTIVE);
    Optional<SdpRefusal> problem = plan.problem().or(transport::problem);
    if (problem.isPresent()) {
      return problem.get().of(OFFER);
    }
    DtlsRole role = transport.setup().orElseThrow().answererRole();
    return new SdpAnswer.Answered(
        new AnswerWriter(offer, plan, local, role).write(),
        session(offer, plan, local, transport, role));
  }

  private static NegotiatedSession session(
      SessionDescription offer,
      MediaPlan plan,
      LocalSession local,
      RemoteTransport transport,
      DtlsRole role) {
    List<NegotiatedMedia> media =
        plan.accepted().stream().map(m -> media(offer, m, local)).toList();
    return new NegotiatedSession(
        transport.ice().orElseThrow(),
        transport.iceLite(),
        transport.candidates(),
        transport.fingerprints(),
        role,
        media);
  }

  private static NegotiatedMedia media(
      SessionDescription offer, AcceptedMedia media, LocalSession local) {
    CodecLines codec = CodecLines.of(media.kind(), media.choice());
    AnnouncedSsrcs ssrcs = AnnouncedSsrcs.of(media.line());
    return new NegotiatedMedia(
        media.offered().mid(),
        media.kind(),
        media.offered().sends(),
        false,
        codec.payloadType(),
        codec.rtxPayloadType(),
        codec.packetizationMode(),
        codec.profileLevelId(),
        codec.feedback(),
        ExtensionIds.of(offer, media.line(), local.extensions()),
        ssrcs.media(),
        ssrcs.rtx());
  }
}
