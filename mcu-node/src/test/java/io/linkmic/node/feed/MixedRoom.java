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
import io.linkmic.rtc.dtls.DtlsIdentity;
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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A room of a node whose hosts are mixed and get the mix back, over real sockets. */
abstract class MixedRoom {
  private static final Duration SOON = Duration.ofSeconds(60);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final List<AutoCloseable> open = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();
  NodeRooms rooms;

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

  Seat join(String id) throws Exception {
    Participant who = new Participant(id, id, Set.of("publish", "subscribe"));
    return done(rooms.join("r", who, new Deaf()));
  }

  void publish(Seat seat, TestClip clip) throws Exception {
    TestPeer host = TestPeer.publisher(clip);
    open.add(host);
    host.answered(done(seat.publish(host.offer())));
  }

  TestPeer subscribe(Seat seat) throws Exception {
    TestPeer receiver = TestPeer.receiver();
    open.add(receiver);
    receiver.answered(done(seat.subscribe(receiver.offer(), "mix")));
    return receiver;
  }

  static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  static <T> T done(CompletionStage<Outcome<T>> reply) throws Exception {
    Outcome<T> outcome = reply.toCompletableFuture().get(5, TimeUnit.SECONDS);
    if (outcome instanceof Outcome.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError(outcome.toString());
  }
}
