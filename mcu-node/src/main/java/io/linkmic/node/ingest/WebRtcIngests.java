package io.linkmic.node.ingest;

import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.IngestListener;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.rtp.ExtensionUri;
import io.linkmic.rtc.sdp.LocalSession;
import io.linkmic.rtc.sdp.SdpAnswer;
import io.linkmic.rtc.sdp.SdpAnswerer;
import io.linkmic.rtc.sdp.SdpRefused;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Answers publishers' offers and opens their peers at the edge. Any thread. */
public final class WebRtcIngests implements IngestGate {
  // The audience is seconds behind the host anyway, so a lost picture may be waited for this long.
  static final Duration VIDEO_DEADLINE = Duration.ofMillis(500);
  // Sound has FEC and concealment; what is not there by then is invented.
  static final Duration AUDIO_DEADLINE = Duration.ofMillis(200);

  /**
   * What the node understands. Video orientation is left out on purpose: passthrough cannot turn
   * pictures, and a host that may not send the extension turns them itself before it encodes.
   */
  static final Set<String> EXTENSIONS =
      Set.of(
          ExtensionUri.MID,
          ExtensionUri.ABS_SEND_TIME,
          ExtensionUri.TRANSPORT_CC,
          ExtensionUri.AUDIO_LEVEL,
          ExtensionUri.ABS_CAPTURE_TIME);

  private final UdpEdge edge;
  private final DtlsIdentity identity;
  private final List<InetSocketAddress> addresses;
  private final SecureRandom random;

  /**
   * @param addresses told to hosts as ICE candidates, the preferred one first
   */
  public WebRtcIngests(
      UdpEdge edge, DtlsIdentity identity, List<InetSocketAddress> addresses, SecureRandom random) {
    this.edge = edge;
    this.identity = identity;
    this.addresses = List.copyOf(addresses);
    this.random = random;
  }

  @Override
  public Outcome<Opened> open(String offerSdp, IngestListener listener) {
    LocalSession local =
        new LocalSession(
            random.nextLong(1L << 62),
            1,
            IceCredentials.random(random),
            true,
            identity.fingerprint(),
            addresses,
            EXTENSIONS);
    return switch (SdpAnswerer.answer(offerSdp, local)) {
      case SdpRefused refused -> refusal(refused);
      case SdpAnswer.Answered(String answerSdp, var session) -> {
        PeerConfig config =
            new PeerConfig(true, local.ice(), identity, session, VIDEO_DEADLINE, AUDIO_DEADLINE);
        WebRtcIngest ingest = new WebRtcIngest(local, session, random);
        IngestPath path = new IngestPath(edge.clock(), listener);
        ingest.opening(edge.open(config, path::on));
        yield Outcome.done(new Opened(ingest, answerSdp));
      }
    };
  }

  static <T> Outcome<T> refusal(SdpRefused refused) {
    return Outcome.refused(RefusalCode.of(refused.reason()), refused.sentence());
  }
}
