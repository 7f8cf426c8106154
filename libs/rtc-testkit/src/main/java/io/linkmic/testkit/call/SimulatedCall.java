package io.linkmic.testkit.call;

import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.ice.Path;
import io.linkmic.rtc.peer.Input;
import io.linkmic.rtc.peer.PeerConfig;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.PeerStats;
import io.linkmic.rtc.peer.Peers;
import io.linkmic.testkit.media.PictureMaker;
import io.linkmic.testkit.media.SoundMaker;
import io.linkmic.testkit.network.EventLog;
import io.linkmic.testkit.network.Link;
import io.linkmic.testkit.network.VirtualTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A client publishes picture and sound to a node. Everything but the network and the media is
 * production code.
 */
public final class SimulatedCall {
  private static final InetSocketAddress NODE = new InetSocketAddress("198.51.100.1", 10_000);
  private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.10", 50_000);
  private static final Duration AUDIO_FRAME = Duration.ofMillis(20);

  /** As long as a peer tries. */
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(40);

  /** What every handshake datagram counts for on a link: as much as a large one. */
  private static final int HANDSHAKE_SIZE = 1200;

  private final CallConfig config;
  private final VirtualTime time = new VirtualTime();
  private final EventLog log = new EventLog();
  private final CallRecord record = new CallRecord();
  private final Link up;
  private final Link down;
  private final SimulatedEnd client;
  private final SimulatedEnd node;
  private PictureMaker pictures;
  private SoundMaker sound;

  /** The client's address as it knows it, and as the node sees it behind a NAT. */
  private InetSocketAddress clientLocal = CLIENT;

  private InetSocketAddress clientPublic = CLIENT;

  private UnaryOperator<Bytes> clientSends = UnaryOperator.identity();
  private boolean publishing;
  private boolean idrWanted;
  private int sinceIdr;

  public SimulatedCall(CallConfig config) {
    this.config = config;
    up = new Link(time, config.up(), config.seed() * 31 + 1);
    down = new Link(time, config.down(), config.seed() * 31 + 2);
    pictures =
        new PictureMaker(
            1280, 720, config.frameRate(), config.videoBitrate(), config.seed() * 31 + 3);
    sound = new SoundMaker(config.audioBitrate(), config.seed() * 31 + 4);
    var sessions = new CallSessions(config, NODE);
    client = end("client", sessions.client(), 5, this::fromClient, this::onClientEvent);
    node = end("node", sessions.node(), 6, this::fromNode, this::onNodeEvent);
    wake(client);
    wake(node);
  }

  /** A call over a clean path with the round-trip time of {@code rtt}. */
  public static SimulatedCall of(long seed, Duration rtt) {
    return new SimulatedCall(CallConfig.of(seed, rtt));
  }

  public void runFor(Duration duration) {
    time.runFor(duration);
  }

  /** Runs until both ends are connected, which takes its time over a lossy path. */
  public void connect() {
    Instant giveUp = time.now().plus(HANDSHAKE_LIMIT);
    while (!nodeStats().connected() || !clientStats().connected()) {
      if (time.now().isAfter(giveUp)) {
        throw new IllegalStateException("not connected, seed " + config.seed());
      }
      runFor(Duration.ofMillis(10));
    }
  }

  /** Begins to send picture and sound, and goes on until {@link #stopPublishing}. */
  public void publish() {
    publishing = true;
    idrWanted = true;
    nextPicture();
    nextSound();
  }

  public void stopPublishing() {
    publishing = false;
  }

  /** The node asks for a key frame every {@code interval}, as it does for passthrough. */
  public void requestKeyFrameEvery(Duration interval) {
    time.after(
        interval,
        () -> {
          requestKeyFrame();
          requestKeyFrameEvery(interval);
        });
  }

  public void requestKeyFrame() {
    node.handle(new Input.RequestKeyFrame(time.now(), CallSessions.VIDEO));
  }

  /** The next {@code count} datagrams of the client are lost. */
  public void dropNextFromClient(int count) {
    up.dropNext(count);
  }

  /** A NAT gives the client another public address; neither end is told. */
  public void rebindClient(InetSocketAddress address) {
    clientPublic = address;
  }

  /** The client moves to another network and knows it. */
  public void moveClient(InetSocketAddress address) {
    clientLocal = address;
    clientPublic = address;
    client.handle(new Input.NetworkChanged(time.now(), address));
  }

  /** What the client's datagrams become on their way; an empty one is lost. */
  public void alterClientDatagrams(UnaryOperator<Bytes> change) {
    clientSends = change;
  }

  /** Someone sends the node a datagram from {@code from}. */
  public void injectToNode(InetSocketAddress from, Bytes data) {
    node.handle(new Input.Datagram(time.now(), new Path(NODE, from), data));
  }

  public void toClient(Input input) {
    client.handle(input);
  }

  public void toNode(Input input) {
    node.handle(input);
  }

  public Instant now() {
    return time.now();
  }

  public VirtualTime time() {
    return time;
  }

  public Link up() {
    return up;
  }

  public Link down() {
    return down;
  }

  /** What was sent and received so far. */
  public CallRecord record() {
    return record;
  }

  public PeerStats nodeStats() {
    return node.peer().stats();
  }

  public PeerStats clientStats() {
    return client.peer().stats();
  }

  public long bytesFromNode() {
    return node.bytesOut();
  }

  /** SHA-256 over everything that happened so far; ends the log. */
  public String logHash() {
    return log.hash();
  }

  private SimulatedEnd end(
      String name,
      PeerConfig peer,
      int salt,
      BiConsumer<Path, Bytes> send,
      Consumer<PeerEvent> events) {
    var random = new SeededRandom(config.seed() * 31 + salt);
    var rtcPeer =
        peer.iceLite()
            ? Peers.create(peer, random, time.now())
            : Peers.create(peer, CLIENT, random, time.now());
    return new SimulatedEnd(
        time,
        rtcPeer,
        send,
        event -> {
          log.add(time.now(), name + " " + CallRecord.describe(event));
          events.accept(event);
        });
  }

  private void wake(SimulatedEnd end) {
    time.after(Duration.ZERO, () -> end.handle(new Input.Wakeup(time.now())));
  }

  private void fromClient(Path path, Bytes data) {
    Bytes sent = clientSends.apply(data);
    InetSocketAddress source = clientPublic;
    if (sent.isEmpty() || !path.remote().equals(NODE)) {
      return;
    }
    up.send(
        wireSize(sent),
        () -> {
          log.add(time.now(), "up " + kind(sent));
          node.handle(new Input.Datagram(time.now(), new Path(NODE, source), sent));
        });
  }

  private void fromNode(Path path, Bytes data) {
    InetSocketAddress target = path.remote();
    down.send(
        wireSize(data),
        () -> {
          // The NAT has forgotten a mapping that was replaced.
          if (target.equals(clientPublic)) {
            log.add(time.now(), "down " + kind(data));
            client.handle(new Input.Datagram(time.now(), new Path(clientLocal, NODE), data));
          }
        });
  }

  private static String kind(Bytes data) {
    return isDtls(data) ? "dtls" : data.u8(0) + " " + data.length();
  }

  /** Lengths of handshake messages depend on signatures, which are random by nature. */
  private static int wireSize(Bytes data) {
    return isDtls(data) ? HANDSHAKE_SIZE : data.length();
  }

  private static boolean isDtls(Bytes data) {
    return data.u8(0) >= 20 && data.u8(0) <= 63;
  }

  private void nextPicture() {
    if (!publishing) {
      return;
    }
    boolean idr = idrWanted || sinceIdr >= config.gop();
    idrWanted = false;
    sinceIdr = idr ? 1 : sinceIdr + 1;
    record.pictureSent(pictures.nextNumber(), idr, time.now());
    client.handle(new Input.SendVideo(time.now(), CallSessions.VIDEO, pictures.next(idr)));
    time.after(Duration.ofNanos(1_000_000_000L / config.frameRate()), this::nextPicture);
  }

  private void nextSound() {
    if (!publishing) {
      return;
    }
    record.soundSent();
    client.handle(new Input.SendAudio(time.now(), CallSessions.AUDIO, sound.next()));
    time.after(AUDIO_FRAME, this::nextSound);
  }

  private void onClientEvent(PeerEvent event) {
    record.client(event);
    if (event instanceof PeerEvent.KeyFrameRequested) {
      idrWanted = true;
    }
  }

  private void onNodeEvent(PeerEvent event) {
    record.node(event, time.now());
  }
}
