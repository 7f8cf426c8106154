package io.linkmic.standalone.live;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.ice.IceCredentials;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.Output;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.peer.PeerEvent;
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
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A host by our own client peer, on a socket and a thread of its own. */
final class ClientHost implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DtlsIdentity IDENTITY = DtlsIdentity.generate(RANDOM);
  private static final String AUDIO_MID = "0";
  private static final String VIDEO_MID = "1";

  private final LiveSystem system;
  private final Clip clip;
  private final String token;
  private volatile DatagramSocket socket = newSocket();
  private InetSocketAddress local = (InetSocketAddress) socket.getLocalSocketAddress();
  private final String nodeUfrag;
  private final URI session;
  private final RtcPeer peer;
  private final Thread thread = Thread.ofPlatform().daemon().name("host").unstarted(this::run);
  private volatile boolean running = true;
  private volatile boolean connected;
  private volatile boolean moving;
  private volatile int lostPercent;
  private final Random network = new Random(42);
  private @Nullable Instant wakeAt;
  private long startedAt;
  private int pictures;
  private int sounds;

  /** Publishes by WHIP and begins to connect. */
  ClientHost(LiveSystem system, String room, String participant, Clip clip) throws Exception {
    this.system = system;
    this.clip = clip;
    this.token = LiveSystem.token(room, participant);
    OfferedSession offered = offered(local);
    var answer =
        system.send(
            HttpRequest.newBuilder(system.whipUrl(room))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/sdp")
                .POST(BodyPublishers.ofString(SdpOfferer.offer(offered))));
    if (answer.statusCode() != 201) {
      socket.close();
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    session = system.whipUrl(room).resolve(answer.headers().firstValue("Location").orElseThrow());
    nodeUfrag =
        answer
            .body()
            .lines()
            .filter(line -> line.startsWith("a=ice-ufrag:"))
            .findFirst()
            .orElseThrow()
            .substring("a=ice-ufrag:".length());
    var negotiated =
        switch (SdpOfferer.applyAnswer(offered, answer.body())) {
          case SdpApplied.Applied(var applied) -> applied;
          case SdpRefused refused -> throw new AssertionError(refused.sentence());
        };
    PeerConfig config =
        new PeerConfig(
            false,
            offered.ice(),
            IDENTITY,
            negotiated,
            Duration.ofMillis(500),
            Duration.ofMillis(200));
    peer = Peers.create(config, local, RANDOM, now());
    thread.start();
  }

  private static DatagramSocket newSocket() throws IOException {
    DatagramSocket opened = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    opened.setSoTimeout(2);
    return opened;
  }

  private static OfferedSession offered(InetSocketAddress address) {
    return new OfferedSession(
        RANDOM.nextLong(1L << 62),
        1,
        IceCredentials.random(RANDOM),
        IDENTITY.fingerprint(),
        List.of(address),
        "test",
        List.of(
            OfferedMedia.audio(AUDIO_MID, 1 + RANDOM.nextInt(1 << 30)),
            OfferedMedia.video(
                VIDEO_MID, 1 + RANDOM.nextInt(1 << 30), 1 + RANDOM.nextInt(1 << 30))));
  }

  /** An offer nobody stands behind. */
  static String offer() {
    return SdpOfferer.offer(offered(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
  }

  private static Instant now() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }

  boolean connected() {
    return connected;
  }

  String nodeUfrag() {
    return nodeUfrag;
  }

  /** A datagram of the test's choice from this host's own address. */
  void inject(byte[] data) throws IOException {
    socket.send(
        new DatagramPacket(
            data, data.length, InetAddress.getLoopbackAddress(), system.mediaPort()));
  }

  /** To another address, as a phone between Wi-Fi and cellular; returns when it is there. */
  void move() {
    moving = true;
    while (moving) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** From now on so many of a hundred datagrams are lost on their way to the node, at random. */
  void lose(int percent) {
    lostPercent = percent;
  }

  private void moveIfAsked() throws IOException {
    if (moving) {
      socket.close();
      socket = newSocket();
      local = (InetSocketAddress) socket.getLocalSocketAddress();
      handle(new Input.NetworkChanged(now(), local));
      moving = false;
    }
  }

  private void run() {
    DatagramPacket in = new DatagramPacket(new byte[2048], 2048);
    handle(new Input.Wakeup(now()));
    while (running) {
      try {
        moveIfAsked();
        socket.receive(in);
        Bytes data = Bytes.wrap(in.getData(), in.getOffset(), in.getLength()).copy();
        Path path = new Path(local, (InetSocketAddress) in.getSocketAddress());
        handle(new Input.Datagram(now(), path, data));
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
    if (connected) {
      long age = System.nanoTime() - startedAt;
      while (pictures * 1_000_000_000L / Clip.FRAME_RATE <= age) {
        handle(new Input.SendVideo(now(), VIDEO_MID, clip.picture(pictures++)));
      }
      while (sounds * 20_000_000L <= age) {
        handle(new Input.SendAudio(now(), AUDIO_MID, clip.sound(sounds++)));
      }
    }
  }

  private void handle(Input input) {
    peer.handle(input, this::output);
  }

  private void output(Output output) {
    switch (output) {
      case Output.Send(Path path, Bytes data) -> {
        if (network.nextInt(100) < lostPercent) {
          return;
        }
        try {
          socket.send(
              new DatagramPacket(data.array(), data.arrayOffset(), data.length(), path.remote()));
        } catch (IOException closed) {
          running = false;
        }
      }
      case Output.WakeAt(Instant when, var why) -> wakeAt = when;
      case Output.Emit(PeerEvent.Connected event) -> {
        startedAt = System.nanoTime();
        connected = true;
      }
      case Output.Emit(PeerEvent other) -> {}
    }
  }

  /** Ends the session as a well-behaved WHIP client does. */
  void leave() throws Exception {
    var answer =
        system.send(
            HttpRequest.newBuilder(session).header("Authorization", "Bearer " + token).DELETE());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  /** Says good-bye to the peer and is gone. */
  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join(2000);
    socket.close();
  }
}
