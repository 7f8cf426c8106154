package io.linkmic.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.media.opus.OpusDecoder;
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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hosts of a mix and its audience hear of it by WebRTC, told apart by pitch. */
class MixFeedIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int LOW = 440;
  private static final int HIGH = 1700;
  private static final double NOT_HEARD_DECIBELS = -50;

  private final SecureRandom random = new SecureRandom();
  private final List<AutoCloseable> open = new ArrayList<>();
  private NodeRooms rooms;

  @BeforeEach
  void start() throws Exception {
    MonotonicClock clock = new MonotonicClock();
    UdpEdge edge =
        new UdpEdge(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock, random);
    open.add(edge);
    NodeMetrics metrics = new NodeMetrics(new SimpleMeterRegistry());
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
  void a_host_hears_the_other_and_not_itself_and_the_audience_hears_both() throws Exception {
    Seat low = join("low");
    Seat high = join("high");
    publish(low, TestClip.make(320, 180, LOW));
    publish(high, TestClip.make(320, 180, HIGH));
    TestPeer ofLow = subscribe(low);
    TestPeer ofHigh = subscribe(high);
    TestPeer ofAudience = subscribe(join("audience"));
    holds(() -> done(rooms.program("r")).mode() == ProgramMode.MIX);
    List<TestPeer> all = List.of(ofLow, ofHigh, ofAudience);
    List<Integer> before = all.stream().map(peer -> peer.sounds().size()).toList();
    holds(() -> {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).sounds().size() < before.get(i) + 200) {
          return false;
        }
      }
      return true;
    });

    Heard byLow = Heard.of(ofLow);
    Heard byHigh = Heard.of(ofHigh);
    Heard byAudience = Heard.of(ofAudience);
    System.out.printf(
        "figure: %s: to the low host %s, to the high host %s, to the audience %s%n",
        "low and high tone, dB", byLow, byHigh, byAudience);
    assertThat(byLow.high() - byLow.low()).isGreaterThan(-NOT_HEARD_DECIBELS);
    assertThat(byHigh.low() - byHigh.high()).isGreaterThan(-NOT_HEARD_DECIBELS);
    assertThat(Math.abs(byAudience.low() - byAudience.high())).isLessThan(3);
    assertThat(byAudience.low() - byHigh.low()).as("as loud as to a host").isBetween(-3.0, 3.0);
    assertThat(ofAudience.pictures()).isNotEmpty();
  }

  /**
   * Half a second of sound from the end.
   *
   * @param low decibels of the low tone, full scale being 0
   * @param high decibels of the high one
   */
  private record Heard(double low, double high) {

    static Heard of(TestPeer peer) {
      List<PeerEvent.AudioReceived> sounds = peer.sounds();
      List<Float> left = new ArrayList<>();
      try (OpusDecoder decoder = new OpusDecoder()) {
        float[] pcm = new float[2 * 5760];
        for (PeerEvent.AudioReceived sound : sounds.subList(sounds.size() - 60, sounds.size())) {
          Bytes packet = sound.frame().payload();
          int samples =
              decoder.decode(packet.array(), packet.arrayOffset(), packet.length(), pcm, 0);
          for (int i = 0; i < samples; i++) {
            left.add(pcm[2 * i]);
          }
        }
      }
      List<Float> window = left.subList(left.size() - 24_000, left.size());
      return new Heard(loudest(window, LOW), loudest(window, HIGH));
    }

    /** A host whose clock is followed is up to 0.4 % off its pitch (ClockDrift). */
    private static double loudest(List<Float> samples, int pitch) {
      double loudest = Double.NEGATIVE_INFINITY;
      for (int off = -10; off <= 10; off++) {
        loudest = Math.max(loudest, goertzel(samples, pitch + off));
      }
      return loudest;
    }

    /** With a Hann window: what is beside a pitch does not leak into it. */
    private static double goertzel(List<Float> samples, int pitch) {
      double turn = 2 * Math.PI * pitch / 48_000;
      double before = 0;
      double last = 0;
      for (int i = 0; i < samples.size(); i++) {
        double hann = 1 - Math.cos(2 * Math.PI * i / samples.size());
        double next = samples.get(i) * hann + 2 * Math.cos(turn) * last - before;
        before = last;
        last = next;
      }
      double power = last * last + before * before - 2 * Math.cos(turn) * last * before;
      return 10 * Math.log10(4 * power / samples.size() / samples.size() + 1e-20);
    }

    @Override
    public String toString() {
      return "%.1f and %.1f".formatted(low, high);
    }
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
