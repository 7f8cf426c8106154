package io.linkmic.rtc.sdp;

import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Composes the answer to an offer (RFC 3264 §6, RFC 8829 §5.3.1). */
record AnswerWriter(SessionDescription offer, MediaPlan plan, LocalSession local, DtlsRole role) {

  String write() {
    List<String> mids = plan.accepted().stream().flatMap(m -> m.line().mid().stream()).toList();
    Attributes.Builder session = Attributes.builder();
    if (plan.bundle().isPresent() && !mids.isEmpty()) {
      session.add("group", Bundle.group(mids));
    }
    session.add("msid-semantic", " WMS *").flagIf(local.iceLite(), "ice-lite");
    List<MediaDescription> media =
        IntStream.range(0, offer.media().size()).mapToObj(this::line).toList();
    return SdpWriter.write(
        new SessionDescription(
            Lines.origin(local.sessionId(), local.sessionVersion()), session.build(), media));
  }

  private MediaDescription line(int index) {
    return plan.at(index).map(this::accepted).orElseGet(() -> rejected(offer.media().get(index)));
  }

  /** As offered, but with port 0. */
  private static MediaDescription rejected(MediaDescription offered) {
    Attributes.Builder attributes = Attributes.builder();
    offered.mid().ifPresent(mid -> attributes.add("mid", mid));
    return new MediaDescription(
        offered.media(),
        0,
        offered.protocol(),
        offered.formats(),
        Lines.NO_ADDRESS,
        attributes.flag(Direction.INACTIVE.word()).build());
  }

  private MediaDescription accepted(AcceptedMedia media) {
    MediaDescription offered = media.line();
    CodecLines codec = CodecLines.of(media.kind(), media.choice());
    Attributes.Builder lines = Attributes.builder();
    Lines.transport(lines, local.ice(), local.fingerprint(), Setup.of(role));
    // RFC 8843 §7.1.3: the transport's addresses stand in its first m-line.
    if (media.equals(plan.accepted().getFirst())) {
      Lines.candidates(lines, local.addresses());
    }
    offered.mid().ifPresent(mid -> lines.add("mid", mid));
    ExtensionIds.of(offer, offered, local.extensions())
        .forEach((uri, id) -> lines.add("extmap", id + " " + uri));
    lines.flag(plan.purpose().direction(media.offered()).word());
    SsrcLines ours = ssrcs(media);
    if (ours != null) {
      ours.addMsid(lines);
    }
    lines.flag("rtcp-mux").flagIf(offered.attributes().has("rtcp-rsize"), "rtcp-rsize");
    codec.addTo(lines);
    if (ours != null) {
      ours.addSsrcs(lines);
    }
    return new MediaDescription(
        offered.media(),
        Lines.port(local.addresses()),
        offered.protocol(),
        codec.formats(),
        Lines.connection(local.addresses()),
        lines.build());
  }

  /** Of a line on which we send. */
  private @Nullable SsrcLines ssrcs(AcceptedMedia media) {
    SentMedia ours = plan.purpose().ours();
    if (ours == null || !plan.purpose().serves(media.offered())) {
      return null;
    }
    MediaKind kind = media.kind();
    return new SsrcLines(
        ours.cname(), kind, ours.ssrc(kind), ours.rtxSsrc(kind, media.choice().rtxPayloadType()));
  }
}
