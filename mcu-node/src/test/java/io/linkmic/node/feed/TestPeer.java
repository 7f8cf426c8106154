package io.linkmic.node.feed;

import io.linkmic.node.program.TestClip;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.Output;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.PeerStats;
import io.linkmic.rtc.peer.Peers;
import io.linkmic.rtc.peer.RtcPeer;
import io.linkmic.rtc.sdp.OfferedMedia;
import io.linkmic.rtc.sdp.OfferedSession;
import io.linkmic.rtc.sdp.SdpApplied;
import io.linkmic.rtc.sdp.SdpOfferer;
import io.linkmic.rtc.sdp.SdpRefused;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Our own client peer on a socket and a thread of its own: publishes a clip, or receives. */
final class TestPeer implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(RANDOM);

  final List<PeerEvent> events = new CopyOnWriteArrayList<>();

  /** Which arriving datagrams are lost. */
  volatile Predicate<Bytes> loss = data -> false;

  private final @Nullable TestClip clip;
  private final DatagramSocket socket;
  private final InetSocketAddress local;
  private final OfferedSession offered;
  private final Thread thread = Thread.ofPlatform().daemon().name("peer").unstarted(this::run);
  private @Nullable RtcPeer peer;
  private volatile @Nullable PeerStats stats;
  private volatile boolean running = true;
  private boolean connected;
  private @Nullable Instant wakeAt;
  private long startedAt;
  private int pictures;
  private int sounds;

  private TestPeer(@Nullable TestClip clip) throws IOException {
    this.clip = clip;
    boolean sends = clip != null;
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(2);
    local = (InetSocketAddress) socket.getLocalSocketAddress();
    offered =
        new OfferedSession(
            RANDOM.nextLong(1L << 62),
            1,
            IceCredentials.random(RANDOM),
            IDENTITY.fingerprint(),
            List.of(local),
            "test",
            List.of(
                OfferedMedia.audio("0", 1 + RANDOM.nextInt(1 << 30)).direction(sends, !sends),
                OfferedMedia.video("1", 1 + RANDOM.nextInt(1 << 30), 1 + RANDOM.nextInt(1 << 30))
                    .direction(sends, !sends)));
  }

  static TestPeer publisher(TestClip clip) throws IOException {
    return new TestPeer(clip);
  }

  static TestPeer receiver() throws IOException {
    return new TestPeer(null);
  }

  String offer() {
    return SdpOfferer.offer(offered);
  }

  /** Begins to connect. */
  void answered(String answer) {
    var session =
        switch (SdpOfferer.applyAnswer(offered, answer)) {
          case SdpApplied.Applied(var applied) -> applied;
          case SdpRefused refused -> throw new AssertionError(refused.sentence() + "\n" + answer);
        };
    PeerConfig config =
        new PeerConfig(
            false,
            offered.ice(),
            IDENTITY,
            session,
            Duration.ofMillis(500),
            Duration.ofMillis(200));
    peer = Peers.create(config, local, RANDOM, now());
    thread.start();
  }

  List<PeerEvent.VideoReceived> pictures() {
    return events(PeerEvent.VideoReceived.class);
  }

  List<PeerEvent.AudioReceived> sounds() {
    return events(PeerEvent.AudioReceived.class);
  }

  <E extends PeerEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  boolean isOver() {
    return !events(PeerEvent.Closed.class).isEmpty();
  }

  PeerStats stats() {
    PeerStats latest = stats;
    if (latest == null) {
      throw new AssertionError("not begun");
    }
    return latest;
  }

  private static Instant now() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }

  private void run() {
    DatagramPacket in = new DatagramPacket(new byte[2048], 2048);
    handle(new Input.Wakeup(now()));
    while (running) {
      try {
        socket.receive(in);
        Bytes data = Bytes.wrap(in.getData(), in.getOffset(), in.getLength()).copy();
        Path path = new Path(local, (InetSocketAddress) in.getSocketAddress());
        if (!loss.test(data)) {
          handle(new Input.Datagram(now(), path, data));
        }
      } catch (SocketTimeoutException nothing) {
        // Time to see what is due.
      } catch (IOException closed) {
        return;
      }
      due();
    }
    handle(new Input.Close(now()));
  }

  private void due() {
    Instant wake = wakeAt;
    if (wake != null && !now().isBefore(wake)) {
      wakeAt = null;
      handle(new Input.Wakeup(now()));
    }
    if (connected && clip != null) {
      long age = System.nanoTime() - startedAt;
      while (pictures * 1_000_000_000L / TestClip.FRAME_RATE <= age) {
        handle(new Input.SendVideo(now(), "1", clip.picture(pictures++)));
      }
      while (sounds * 20_000_000L <= age) {
        handle(new Input.SendAudio(now(), "0", numbered(clip.sound(sounds), sounds++ % 50)));
      }
    }
  }

  /** With its place in the clip as its level. */
  private static OpusFrame numbered(OpusFrame frame, int number) {
    return new OpusFrame(frame.payload(), frame.rtpTimestamp(), frame.durationSamples(), 0, number);
  }

  private void handle(Input input) {
    RtcPeer own = peer;
    if (own != null) {
      own.handle(input, this::output);
      stats = own.stats();
    }
  }

  private void output(Output output) {
    switch (output) {
      case Output.Send(Path path, Bytes data) -> {
        try {
          socket.send(
              new DatagramPacket(data.array(), data.arrayOffset(), data.length(), path.remote()));
        } catch (IOException closed) {
          running = false;
        }
      }
      case Output.WakeAt(Instant when, var why) -> wakeAt = when;
      case Output.Emit(PeerEvent event) -> {
        if (event instanceof PeerEvent.Connected) {
          startedAt = System.nanoTime();
          connected = true;
        }
        events.add(event);
      }
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    socket.close();
  }
}
