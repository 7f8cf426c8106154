package io.linkmic.rtc.sdp;

import java.util.List;
import java.util.Map;

/** Composes our offer (RFC 8829 §5.2.1), all of it on one transport. */
record OfferWriter(OfferedSession local, Map<String, Integer> extensionIds) {
  private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";

  static String write(OfferedSession local) {
    return new OfferWriter(local, local.extensionIds()).write();
  }

  private String write() {
    List<String> mids = local.media().stream().map(OfferedMedia::mid).toList();
    Attributes session =
        Attributes.builder()
            .add("group", Bundle.group(mids))
            .add("msid-semantic", " WMS *")
            .build();
    return SdpWriter.write(
        new SessionDescription(
            Lines.origin(local.sessionId(), local.sessionVersion()),
            session,
            local.media().stream().map(this::line).toList()));
  }

  private MediaDescription line(OfferedMedia media) {
    Attributes.Builder lines = Attributes.builder();
    Lines.transport(lines, local.ice(), local.fingerprint(), Setup.ACTPASS);
    if (media.equals(local.media().getFirst())) {
      Lines.candidates(lines, local.addresses());
    }
    lines.add("mid", media.mid());
    media.extensions().forEach(uri -> lines.add("extmap", extensionIds.get(uri) + " " + uri));
    lines.flag(Direction.of(media.send(), media.receive()).word());
    SsrcLines ours =
        new SsrcLines(
            local.cname(), media.kind(), media.ssrc(), media.hasRtx() ? media.rtxSsrc() : 0);
    if (media.send()) {
      ours.addMsid(lines);
    }
    lines.flag("rtcp-mux").flag("rtcp-rsize");
    CodecLines codec = media.codec();
    codec.addTo(lines);
    if (media.send()) {
      ours.addSsrcs(lines);
    }
    return new MediaDescription(
        SsrcLines.track(media.kind()),
        Lines.port(local.addresses()),
        PROTOCOL,
        codec.formats(),
        Lines.connection(local.addresses()),
        lines.build());
  }
}
