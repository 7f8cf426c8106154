package io.linkmic.node.ingest;

import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.relay.PullGate;
import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.IngestListener;
import io.linkmic.node.room.Outcome;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.sdp.NegotiatedSession;
import io.linkmic.rtc.sdp.OfferedMedia;
import io.linkmic.rtc.sdp.OfferedSession;
import io.linkmic.rtc.sdp.SdpApplied;
import io.linkmic.rtc.sdp.SdpOfferer;
import io.linkmic.rtc.sdp.SdpRefused;
import java.security.SecureRandom;
import java.util.List;

/**
 * Offers to receive a stream of another node, and opens the peer for it. To that node we are a
 * receiver like any other: a full ICE agent that knocks, asks for what was lost and for key frames.
 * Any thread.
 */
public final class WebRtcPulls implements PullGate {
  private final UdpEdge edge;
  private final DtlsIdentity identity;
  private final SecureRandom random;

  public WebRtcPulls(UdpEdge edge, DtlsIdentity identity, SecureRandom random) {
    this.edge = edge;
    this.identity = identity;
    this.random = random;
  }

  @Override
  public Offer offer() {
    OfferedSession offered =
        new OfferedSession(
            random.nextLong(1L << 62),
            1,
            IceCredentials.random(random),
            identity.fingerprint(),
            // The other node is lite: it learns where we are from our checks.
            List.of(),
            "relay",
            List.of(
                OfferedMedia.audio("0", ssrc()).direction(false, true),
                OfferedMedia.video("1", ssrc(), ssrc()).direction(false, true)));
    return new Offer() {
      private final String sdp = SdpOfferer.offer(offered);

      @Override
      public String sdp() {
        return sdp;
      }

      @Override
      public Outcome<IngestGate> answered(String answerSdp) {
        return switch (SdpOfferer.applyAnswer(offered, answerSdp)) {
          case SdpRefused refused -> WebRtcIngests.refusal(refused);
          case SdpApplied.Applied(NegotiatedSession session) ->
              Outcome.done((nothing, listener) ->
                  Outcome.done(new IngestGate.Opened(pull(offered.ice(), session, listener), "")));
        };
      }
    };
  }

  private long ssrc() {
    return 1 + random.nextLong((1L << 32) - 1);
  }

  private PulledIngest pull(
      IceCredentials ice, NegotiatedSession session, IngestListener listener) {
    PeerConfig config =
        new PeerConfig(
            false,
            ice,
            identity,
            session,
            WebRtcIngests.VIDEO_DEADLINE,
            WebRtcIngests.AUDIO_DEADLINE);
    IngestPath path = new IngestPath(edge.clock(), listener);
    return new PulledIngest(session, edge.knock(config, path::on));
  }
}
