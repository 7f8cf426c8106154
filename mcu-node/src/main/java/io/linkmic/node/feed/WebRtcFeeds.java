package io.linkmic.node.feed;

import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.room.FeedGate;
import io.linkmic.node.room.FeedListener;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.rtp.ExtensionUri;
import io.linkmic.rtc.sdp.LocalSession;
import io.linkmic.rtc.sdp.SdpAnswer;
import io.linkmic.rtc.sdp.SdpAnswerer;
import io.linkmic.rtc.sdp.SdpRefused;
import io.linkmic.rtc.sdp.SentMedia;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Answers receivers' offers and opens their peers at the edge. Any thread. */
public final class WebRtcFeeds implements FeedGate {
  // Nothing is received.
  private static final Duration NO_DEADLINE = Duration.ZERO;

  /**
   * What we write. Pictures come upright from their hosts, so there is no video-orientation.
   * Chromium estimates the path (REMB) by abs-send-time only where there is no transport-cc.
   */
  private static final Set<String> EXTENSIONS =
      Set.of(ExtensionUri.MID, ExtensionUri.ABS_SEND_TIME, ExtensionUri.AUDIO_LEVEL);

  private final UdpEdge edge;
  private final DtlsIdentity identity;
  private final List<InetSocketAddress> addresses;
  private final SecureRandom random;
  private final FeedMeters meters;

  /**
   * @param addresses told to receivers as ICE candidates, the preferred one first
   */
  public WebRtcFeeds(
      UdpEdge edge,
      DtlsIdentity identity,
      List<InetSocketAddress> addresses,
      SecureRandom random,
      NodeMetrics metrics) {
    this.edge = edge;
    this.identity = identity;
    this.addresses = List.copyOf(addresses);
    this.random = random;
    this.meters = new FeedMeters(metrics);
  }

  @Override
  public Outcome<Opened> open(String offerSdp, FeedListener listener) {
    LocalSession local =
        new LocalSession(
            random.nextLong(1L << 62),
            1,
            IceCredentials.random(random),
            true,
            identity.fingerprint(),
            addresses,
            EXTENSIONS);
    SentMedia ours = SentMedia.random(random);
    return switch (SdpAnswerer.give(offerSdp, local, ours)) {
      case SdpRefused refused ->
          Outcome.refused(RefusalCode.of(refused.reason()), refused.sentence());
      case SdpAnswer.Answered(String answerSdp, var session) -> {
        PeerConfig config =
            new PeerConfig(true, local.ice(), identity, session, NO_DEADLINE, NO_DEADLINE);
        FeedPath path = new FeedPath(edge.clock(), listener, session, random, meters);
        WebRtcFeed feed = new WebRtcFeed(path, local, session, ours, random);
        feed.opening(edge.open(config, path::on));
        yield Outcome.done(new Opened(feed, answerSdp));
      }
    };
  }
}
