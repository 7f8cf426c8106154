package io.linkmic.rtc.sdp;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.ice.IceCredentials;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The node's side of offer/answer (RFC 3264, RFC 8829): takes or gives one H.264 picture and one
 * Opus sound on one transport, and rejects the rest. Pure and stateless; never throws on an offer.
 */
public final class SdpAnswerer {
  private static final String OFFER = "offer";

  private SdpAnswerer() {}

  /** Takes what the offer sends. */
  public static SdpAnswer answer(String offer, LocalSession local) {
    return answer(offer, local, Purpose.TAKE, null);
  }

  /** Gives the offer what it receives. */
  public static SdpAnswer give(String offer, LocalSession local, SentMedia ours) {
    return answer(offer, local, new Purpose(ours), null);
  }

  /**
   * Answers another offer within a session of {@link #answer}.
   *
   * @param current what the last exchange led to
   * @param local as in the last answer, but with the next version
   * @param fresh our credentials in case the offer restarts ICE
   */
  public static SdpReoffer reanswer(
      String offer, NegotiatedSession current, LocalSession local, IceCredentials fresh) {
    return reanswer(offer, current, local, fresh, Purpose.TAKE);
  }

  /**
   * The same within a session of {@link #give}.
   *
   * @param ours as before
   */
  public static SdpReoffer regive(
      String offer,
      NegotiatedSession current,
      LocalSession local,
      IceCredentials fresh,
      SentMedia ours) {
    return reanswer(offer, current, local, fresh, new Purpose(ours));
  }

  private static SdpReoffer reanswer(
      String offer,
      NegotiatedSession current,
      LocalSession local,
      IceCredentials fresh,
      Purpose purpose) {
    return switch (answer(offer, local, purpose, current.localDtlsRole())) {
      case SdpRefused refused -> refused;
      case SdpAnswer.Answered(String sdp, NegotiatedSession session) -> {
        if (!session.remoteFingerprints().equals(current.remoteFingerprints())) {
          yield SdpRefusal.OTHER_FINGERPRINT.of(OFFER);
        }
        yield session.remoteIce().equals(current.remoteIce())
            ? new SdpReoffer.Unchanged(sdp, session)
            : restarted(offer, current, local.restarted(fresh, local.sessionVersion()), purpose);
      }
    };
  }

  private static SdpReoffer restarted(
      String offer, NegotiatedSession current, LocalSession local, Purpose purpose) {
    return switch (answer(offer, local, purpose, current.localDtlsRole())) {
      case SdpRefused refused -> refused;
      case SdpAnswer.Answered(String sdp, NegotiatedSession session) ->
          new SdpReoffer.Restarted(sdp, session);
    };
  }

  /**
   * @param kept RFC 8842 §5.5: the role of the DTLS association that is there already
   */
  private static SdpAnswer answer(
      String offer, LocalSession local, Purpose purpose, @Nullable DtlsRole kept) {
    return switch (SdpParser.parse(offer)) {
      case Parsed.Malformed<SessionDescription> malformed ->
          SdpRefused.unreadable(OFFER, malformed);
      case Parsed.Ok<SessionDescription>(SessionDescription description) ->
          answer(description, local, purpose, kept);
    };
  }

  private static SdpAnswer answer(
      SessionDescription offer, LocalSession local, Purpose purpose, @Nullable DtlsRole kept) {
    if (!Mids.areGood(offer)) {
      return SdpRefusal.MALFORMED.of(OFFER);
    }
    MediaPlan plan = MediaPlan.of(offer, purpose);
    // RFC 4145 §4.1: an offer without a=setup means "active".
    RemoteTransport transport = RemoteTransport.of(offer, plan.transportLines(offer), Setup.ACTIVE);
    Optional<SdpRefusal> problem = plan.problem().or(transport::problem);
    if (problem.isPresent()) {
      return problem.get().of(OFFER);
    }
    DtlsRole role = transport.setup().orElseThrow().answererRole(kept);
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
        plan.accepted().stream().map(m -> media(offer, m, plan.purpose(), local)).toList();
    return new NegotiatedSession(
        transport.ice().orElseThrow(),
        transport.iceLite(),
        transport.candidates(),
        transport.fingerprints(),
        role,
        media);
  }

  private static NegotiatedMedia media(
      SessionDescription offer, AcceptedMedia media, Purpose purpose, LocalSession local) {
    CodecLines codec = CodecLines.of(media.kind(), media.choice());
    AnnouncedSsrcs ssrcs = AnnouncedSsrcs.of(media.line());
    SentMedia ours = purpose.ours();
    return new NegotiatedMedia(
        media.offered().mid(),
        media.kind(),
        purpose.direction(media.offered()).receives(),
        purpose.direction(media.offered()).sends(),
        codec.payloadType(),
        codec.rtxPayloadType(),
        codec.packetizationMode(),
        codec.profileLevelId(),
        codec.feedback(),
        ExtensionIds.of(offer, media.line(), local.extensions()),
        ssrcs.media(),
        ssrcs.rtx(),
        ours == null ? 0 : ours.ssrc(media.kind()),
        ours == null ? 0 : ours.rtxSsrc(media.kind(), codec.rtxPayloadType()));
  }
}
