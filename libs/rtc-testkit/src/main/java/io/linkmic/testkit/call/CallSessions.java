package io.linkmic.testkit.call;

import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.dtls.DtlsRole;
import io.linkmic.rtc.dtls.Fingerprint;
import io.linkmic.rtc.ice.IceCandidate;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.rtp.ExtensionUri;
import io.linkmic.rtc.rtp.MediaKind;
import io.linkmic.rtc.sdp.NegotiatedMedia;
import io.linkmic.rtc.sdp.NegotiatedSession;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** What the two ends of a call agreed on, without writing it down as SDP. */
final class CallSessions {
  static final String AUDIO = "0";
  static final String VIDEO = "1";

  static final IceCredentials CLIENT_ICE = new IceCredentials("clnt", "clientpasswordclientpass");
  static final IceCredentials NODE_ICE = new IceCredentials("node", "nodepasswordnodepassword");

  private static final Map<String, Integer> AUDIO_EXTENSIONS =
      Map.of(
          ExtensionUri.AUDIO_LEVEL, 1,
          ExtensionUri.ABS_SEND_TIME, 2,
          ExtensionUri.TRANSPORT_CC, 3,
          ExtensionUri.MID, 4);
  private static final Map<String, Integer> VIDEO_EXTENSIONS =
      Map.of(
          ExtensionUri.ABS_SEND_TIME, 2,
          ExtensionUri.TRANSPORT_CC, 3,
          ExtensionUri.MID, 4,
          ExtensionUri.VIDEO_ORIENTATION, 5);

  private final CallConfig config;
  private final DtlsIdentity clientIdentity;
  private final DtlsIdentity nodeIdentity;
  private final List<IceCandidate> nodeCandidates;

  CallSessions(CallConfig config, InetSocketAddress node) {
    this.config = config;
    clientIdentity = DtlsIdentity.generate(new SeededRandom(config.seed() * 31 + 7));
    nodeIdentity = DtlsIdentity.generate(new SeededRandom(config.seed() * 31 + 8));
    nodeCandidates = List.of(new IceCandidate("1", 1, 2_130_706_431L, node, "host"));
  }

  PeerConfig client() {
    return new PeerConfig(
        false,
        CLIENT_ICE,
        clientIdentity,
        session(true, nodeIdentity.fingerprint()),
        config.videoDeadline(),
        config.audioDeadline());
  }

  PeerConfig node() {
    return new PeerConfig(
        true,
        NODE_ICE,
        nodeIdentity,
        session(false, clientIdentity.fingerprint()),
        config.videoDeadline(),
        config.audioDeadline());
  }

  private NegotiatedSession session(boolean ofClient, Fingerprint remote) {
    return new NegotiatedSession(
        ofClient ? NODE_ICE : CLIENT_ICE,
        ofClient,
        ofClient ? nodeCandidates : List.of(),
        List.of(remote),
        ofClient ? DtlsRole.CLIENT : DtlsRole.SERVER,
        List.of(audio(ofClient), video(ofClient)));
  }

  private NegotiatedMedia audio(boolean send) {
    return new NegotiatedMedia(
        AUDIO,
        MediaKind.AUDIO,
        !send,
        send,
        111,
        -1,
        0,
        "",
        config.audioFeedback(),
        AUDIO_EXTENSIONS,
        List.of(),
        List.of());
  }

  private NegotiatedMedia video(boolean send) {
    return new NegotiatedMedia(
        VIDEO,
        MediaKind.VIDEO,
        !send,
        send,
        96,
        config.rtx() ? 97 : -1,
        1,
        "42e01f",
        config.feedback(),
        VIDEO_EXTENSIONS,
        List.of(),
        List.of());
  }
}
