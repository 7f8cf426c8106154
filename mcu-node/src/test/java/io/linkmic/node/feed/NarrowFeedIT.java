package io.linkmic.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.image.Images;
import io.linkmic.node.ingest.WebRtcIngests;
import io.linkmic.node.mix.MixSettings;
import io.linkmic.node.mix.Mixes;
import io.linkmic.node.program.TestClip;
import io.linkmic.node.room.NodeRooms;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Participant;
import io.linkmic.node.room.RoomWatcher;
import io.linkmic.node.room.Seat;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.NalType;
import io.linkmic.rtc.codec.NalUnits;
import io.linkmic.rtc.codec.SequenceParameterSet;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.peer.PeerEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two receivers of one mix on real sockets, one of them behind a path that loses what is too much.
 */
class NarrowFeedIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int FULL_WIDTH = 640;

  private final SecureRandom random = new SecureRandom();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<AutoCloseable> open = new ArrayList<>();
  private NodeRooms rooms;

  @BeforeEach
  void start() throws Exception {
    MonotonicClock clock = new MonotonicClock();
    UdpEdge edge =
        new UdpEdge(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock, random);
    open.add(edge);
    NodeMetrics metrics = new NodeMetrics(registry);
    Mixes mixes = Mixes.probed(MixSettings.DEFAULT, clock::micros, metrics, Images.none());
    open.add(mixes);
    DtlsIdentity identity = DtlsIdentity.generate(random);
    List<InetSocketAddress> told = List.of(edge.address());
    rooms =
        new NodeRooms(
            clock,
            new WebRtcIngests(edge, identity, told, random),
            new WebRtcFeeds(edge, identity, told, random, metrics),
            EgressUrlRules.usual(true),
            metrics,
            3,
            mixes,
            RoomWatcher.none());
    open.add(rooms);
    done(rooms.put("r", RoomRules.defaults()));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void a_narrow_path_gets_the_small_picture_while_another_gets_the_full_one() throws Exception {
    publish(join("a"), TestClip.make(FULL_WIDTH, 360));
    publish(join("b"), TestClip.make(FULL_WIDTH, 360));
    TestPeer narrow = subscribe(join("narrow"));
    Narrow path = new Narrow();
    narrow.loss = path;
    TestPeer wide = subscribe(join("wide"));
    holds(() -> widths(narrow, 0).contains(FULL_WIDTH) && widths(wide, 0).contains(FULL_WIDTH));

    // How many bits a mix of the clip has depends on the encoder.
    long since = System.nanoTime();
    long bytes = path.bytes.get();
    int before = wide.pictures().size();
    holds(() -> wide.pictures().size() > before + 90);
    path.letThrough(0.5, since, bytes);
    System.out.printf("figure: the path takes %.0f kbit/s%n", path.bytesPerSecond * 8 / 1000);
    holds(() -> widths(narrow, 0).contains(FULL_WIDTH / 2));
    assertThat(registry.get("linkmic.mix.small").gauge().value()).isEqualTo(1);
    int from = narrow.pictures().size();
    int fromWide = wide.pictures().size();
    int breaks = narrow.events(PeerEvent.VideoBroken.class).size();
    holds(() -> narrow.pictures().size() > from + 150);
    assertThat(widths(narrow, from)).containsOnly(FULL_WIDTH / 2);
    assertThat(narrow.events(PeerEvent.VideoBroken.class)).hasSize(breaks);
    assertThat(widths(wide, fromWide)).containsOnly(FULL_WIDTH);
    assertThat(streams("small")).isEqualTo(1);

    path.open();
    int late = narrow.pictures().size();
    holds(() -> widths(narrow, late).contains(FULL_WIDTH));
    assertThat(timestamps(narrow)).as("one timeline").isSorted().doesNotHaveDuplicates();
    holds(() -> registry.get("linkmic.mix.small").gauge().value() == 0);
    assertThat(streams("full")).isEqualTo(2);
  }

  private double streams(String kind) {
    return registry.get("linkmic.feed.streams").tag("kind", kind).gauge().value();
  }

  /** A policer: what comes faster than it lets through is lost. */
  private static final class Narrow implements Predicate<Bytes> {
    private static final double BUCKET_SECONDS = 0.3;
    private final AtomicLong bytes = new AtomicLong();
    private volatile double bytesPerSecond = Double.POSITIVE_INFINITY;
    private double filled;
    private long at = System.nanoTime();

    @Override
    public boolean test(Bytes data) {
      bytes.addAndGet(data.length());
      double most = bytesPerSecond;
      long now = System.nanoTime();
      filled = most == Double.POSITIVE_INFINITY ? 0 : Math.max(0, filled - most * (now - at) / 1e9);
      at = now;
      if (filled + data.length() > most * BUCKET_SECONDS) {
        return true;
      }
      filled += data.length();
      return false;
    }

    /** From now on this share of what came since. */
    void letThrough(double share, long since, long bytesSince) {
      bytesPerSecond = share * (bytes.get() - bytesSince) * 1e9 / (System.nanoTime() - since);
    }

    void open() {
      bytesPerSecond = Double.POSITIVE_INFINITY;
    }
  }

  private static List<Integer> widths(TestPeer peer, int from) {
    List<Integer> widths = new ArrayList<>();
    int last = 0;
    List<PeerEvent.VideoReceived> pictures = peer.pictures();
    for (PeerEvent.VideoReceived picture : pictures) {
      if (picture.unit().idr()) {
        last = width(picture.unit());
      }
      widths.add(last);
    }
    return widths.subList(Math.min(from, widths.size()), widths.size());
  }

  private static int width(AccessUnit unit) {
    if (NalUnits.split(unit.nalUnits()) instanceof Parsed.Ok<List<Bytes>>(var units)) {
      for (Bytes nal : units) {
        if (NalType.of(nal.u8(0)) == NalType.SPS
            && SequenceParameterSet.parse(nal)
                instanceof Parsed.Ok<SequenceParameterSet>(var sps)) {
          return sps.width();
        }
      }
    }
    throw new AssertionError("an IDR without parameter sets");
  }

  private static List<Long> timestamps(TestPeer peer) {
    long first = peer.pictures().getFirst().unit().rtpTimestamp();
    return peer.pictures().stream()
        .map(picture -> (picture.unit().rtpTimestamp() - first) & 0xFFFFFFFFL)
        .toList();
  }

  private Seat join(String id) throws Exception {
    Participant who = new Participant(id, id, Set.of("publish", "subscribe"));
    return done(rooms.join("r", who, new Deaf()));
  }

  private void publish(Seat seat, TestClip clip) throws Exception {
    TestPeer host = TestPeer.publisher(clip);
    open.add(host);
    host.answered(done(seat.publish(host.offer())));
  }

  private TestPeer subscribe(Seat seat) throws Exception {
    TestPeer receiver = TestPeer.receiver();
    open.add(receiver);
    receiver.answered(done(seat.subscribe(receiver.offer(), "mix")));
    return receiver;
  }

  private static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static <T> T done(CompletionStage<Outcome<T>> reply) throws Exception {
    Outcome<T> outcome = reply.toCompletableFuture().get(5, TimeUnit.SECONDS);
    if (outcome instanceof Outcome.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError(outcome.toString());
  }
}
