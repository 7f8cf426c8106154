package io.linkmic.node.ingest;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.media.opus.OpusEncoder;
import io.linkmic.media.opus.OpusEncoderSettings;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.program.Program;
import io.linkmic.node.program.ProgramOutput;
import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.program.Source;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.NalUnits;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.dtls.DtlsWarmUp;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.Output;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.Peers;
import io.linkmic.rtc.peer.RtcPeer;
import io.linkmic.rtc.sdp.LocalSession;
import io.linkmic.rtc.sdp.NegotiatedSession;
import io.linkmic.rtc.sdp.OfferedMedia;
import io.linkmic.rtc.sdp.OfferedSession;
import io.linkmic.rtc.sdp.SdpAnswer;
import io.linkmic.rtc.sdp.SdpAnswerer;
import io.linkmic.rtc.sdp.SdpApplied;
import io.linkmic.rtc.sdp.SdpOfferer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of the node with itself, in memory and in virtual time, before it takes hosts.
 *
 * <p>A cold JVM needs a quarter of a second for its first handshake and as much for its first
 * pictures; a host that cannot retransmit (FFmpeg) would lose its first GOP to it. Loads classes
 * and native libraries and lets the compiler see the hot path.
 */
public final class WarmUp {
  private static final int SECONDS = 4;
  // 64 × 64 pixels of one colour by x264, constrained baseline.
  private static final Bytes KEY_PICTURE =
      NalUnits.join(
          NalUnits.splitAnnexB(
              Bytes.ofHex(
                  "000000016742c00ad90426c044000003000400000300f03c4899200000000168"
                      + "cb83cb2000000165888409f2628000a16c9c9c9d75d75d75d75d75d75e")));
  private static final InetSocketAddress HOST =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
  private static final InetSocketAddress NODE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final SecureRandom random;
  private final DtlsIdentity identity;
  private final Deque<Bytes> toNode = new ArrayDeque<>();
  private final Deque<Bytes> toHost = new ArrayDeque<>();
  private final Source source = new Source("warm-up", true);
  private final Program program =
      new Program(
          new Program.ProgramSettings(
              Duration.ofSeconds(2),
              Duration.ofSeconds(1),
              128_000,
              new PictureMix.Format(1280, 720, 30, 2_500_000, 2_000_000)),
          new Nowhere(),
          null,
          news -> {});
  private Instant now = Instant.EPOCH;
  private boolean connected;

  private WarmUp(DtlsIdentity identity, SecureRandom random) {
    this.identity = identity;
    this.random = random;
  }

  /** Blocks for a second or two. */
  public static void run(DtlsIdentity identity, SecureRandom random) {
    DtlsWarmUp.run(identity, random);
    new WarmUp(identity, random).call();
  }

  private void call() {
    IceCredentials hostIce = IceCredentials.random(random);
    IceCredentials nodeIce = IceCredentials.random(random);
    OfferedSession offered =
        new OfferedSession(
            1,
            1,
            hostIce,
            identity.fingerprint(),
            List.of(HOST),
            "warm-up",
            List.of(OfferedMedia.audio("0", 10), OfferedMedia.video("1", 11, 12)));
    LocalSession local =
        new LocalSession(
            2, 1, nodeIce, true, identity.fingerprint(), List.of(NODE), WebRtcIngests.EXTENSIONS);
    if (SdpAnswerer.answer(SdpOfferer.offer(offered), local)
            instanceof SdpAnswer.Answered(String answer, var nodeSession)
        && SdpOfferer.applyAnswer(offered, answer) instanceof SdpApplied.Applied(var hostSession)) {
      RtcPeer node = Peers.create(config(true, nodeIce, nodeSession), random, now);
      RtcPeer host = Peers.create(config(false, hostIce, hostSession), HOST, random, now);
      talk(host, node);
    }
  }

  private PeerConfig config(boolean lite, IceCredentials ice, NegotiatedSession session) {
    return new PeerConfig(
        lite, ice, identity, session, WebRtcIngests.VIDEO_DEADLINE, WebRtcIngests.AUDIO_DEADLINE);
  }

  private void talk(RtcPeer host, RtcPeer node) {
    Bytes silence = silence();
    program.publish(source);
    try (program) {
      for (int ms = 0; ms < SECONDS * 1000; ms++) {
        now = now.plusMillis(1);
        if (ms % 5 == 0) {
          host.handle(new Input.Wakeup(now), this::host);
          node.handle(new Input.Wakeup(now), this::node);
        }
        if (connected && ms % 4 == 0) {
          AccessUnit unit = new AccessUnit(KEY_PICTURE, true, ms * 90L, 0);
          host.handle(new Input.SendVideo(now, "1", unit), this::host);
        }
        if (connected && ms % 20 == 0) {
          OpusFrame frame = new OpusFrame(silence, ms * 48L, 960, 0, 127);
          host.handle(new Input.SendAudio(now, "0", frame), this::host);
        }
        deliver(toNode, data -> node.handle(datagram(NODE, HOST, data), this::node));
        deliver(toHost, data -> host.handle(datagram(HOST, NODE, data), this::host));
      }
    }
    host.handle(new Input.Close(now), _ -> {});
    node.handle(new Input.Close(now), _ -> {});
  }

  private Input datagram(InetSocketAddress local, InetSocketAddress remote, Bytes data) {
    return new Input.Datagram(now, new Path(local, remote), data);
  }

  private static void deliver(Deque<Bytes> from, Consumer<Bytes> to) {
    for (Bytes data = from.poll(); data != null; data = from.poll()) {
      to.accept(data);
    }
  }

  private void host(Output output) {
    switch (output) {
      case Output.Send(Path path, Bytes data) -> toNode.add(data);
      case Output.Emit(PeerEvent.Connected event) -> connected = true;
      case Output.Emit other -> {}
      case Output.WakeAt wakeAt -> {}
    }
  }

  private void node(Output output) {
    long micros = Duration.between(Instant.EPOCH, now).toNanos() / 1000;
    switch (output) {
      case Output.Send(Path path, Bytes data) -> toHost.add(data);
      case Output.Emit(PeerEvent.VideoReceived video) ->
          program.video(source, video.unit(), micros, micros, 0);
      case Output.Emit(PeerEvent.AudioReceived audio) ->
          program.audio(source, audio.frame(), micros);
      case Output.Emit other -> {}
      case Output.WakeAt wakeAt -> {}
    }
  }

  private static Bytes silence() {
    try (OpusEncoder encoder = new OpusEncoder(OpusEncoderSettings.stereo128k())) {
      byte[] out = new byte[OpusEncoder.MAX_PACKET_BYTES];
      return Bytes.wrap(out, 0, encoder.encode(new float[1920], 0, 960, out, 0)).copy();
    }
  }

  /** Nobody watches. */
  private static final class Nowhere implements ProgramOutput {
    @Override
    public void packet(ProgramPacket packet) {}

    @Override
    public void modeChanged(ProgramMode mode, String reason) {}

    @Override
    public void keyFrameWanted(Source source) {}

    @Override
    public void ended() {}

    @Override
    public void replaced(Source source) {}

    @Override
    public void returnSound(@Nullable String participantId, OpusFrame frame, long at) {}

    @Override
    public void returnPicture(AccessUnit unit, long at) {}
  }
}
