package io.linkmic.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.media.ffmpeg.FfmpegProgram;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.edge.UdpEdge;
import io.linkmic.node.ingest.WebRtcIngests;
import io.linkmic.node.program.TestClip;
import io.linkmic.node.room.NodeRooms;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Participant;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomWatcher;
import io.linkmic.node.room.Seat;
import io.linkmic.node.room.Watching;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.NalUnits;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.dtls.DtlsIdentity;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.rtc.peer.TrackStats;
import io.linkmic.rtc.rtp.MediaKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts and receivers on real sockets, with everything of the node but its doors between them. */
class FeedIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static TestClip clip;

  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();
  private final List<AutoCloseable> open = new ArrayList<>();
  private NodeRooms rooms;

  @BeforeAll
  static void film() throws Exception {
    clip = TestClip.make(640, 360);
  }

  @BeforeEach
  void start() throws Exception {
    MonotonicClock clock = new MonotonicClock();
    UdpEdge edge =
        new UdpEdge(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), clock, random);
    NodeMetrics metrics = new NodeMetrics(new SimpleMeterRegistry());
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
            null,
            RoomWatcher.none());
    done(rooms.put("r", RoomRules.defaults()));
    open.add(rooms);
    open.addFirst(edge);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void a_guest_sees_and_hears_the_host_as_it_sent_itself() throws Exception {
    publish(join("host"));
    TestPeer guest = subscribe(join("guest"), "host");
    holds(() -> guest.pictures().size() >= 90 && guest.sounds().size() >= 100);

    List<AccessUnit> units = guest.pictures().stream().map(PeerEvent.VideoReceived::unit).toList();
    assertThat(units.getFirst().idr()).isTrue();
    int from = index(units.getFirst());
    for (int i = 0; i < units.size(); i++) {
      assertThat(units.get(i).nalUnits()).isEqualTo(clip.picture(from + i).nalUnits());
      assertThat(since(units.getFirst().rtpTimestamp(), units.get(i).rtpTimestamp()))
          .isEqualTo(3000L * i);
    }
    List<OpusFrame> frames = guest.sounds().stream().map(PeerEvent.AudioReceived::frame).toList();
    for (int i = 0; i < frames.size(); i++) {
      assertThat(since(frames.getFirst().rtpTimestamp(), frames.get(i).rtpTimestamp()))
          .isEqualTo(960L * i);
    }
    assertThat(guest.events(PeerEvent.VideoBroken.class)).isEmpty();
    assertThat(decoded(units)).isEqualTo(units.size());
  }

  @Test
  void reports_of_picture_and_sound_lie_on_one_clock() throws Exception {
    publish(join("host"));
    TestPeer guest = subscribe(join("guest"), "host");
    holds(() ->
        reported(guest, MediaKind.VIDEO) != null
            && reported(guest, MediaKind.AUDIO) != null
            && guest.pictures().size() >= 60);
    PeerEvent.SenderReport video = reported(guest, MediaKind.VIDEO);
    PeerEvent.SenderReport audio = reported(guest, MediaKind.AUDIO);
    // Picture n lies n/30 s into the clip, and sound says as its level how many 20 ms it lies in.
    AccessUnit picture = guest.pictures().getLast().unit();
    OpusFrame sound = guest.sounds().getLast().frame();
    double apart =
        (seconds(video, picture.rtpTimestamp(), 90_000) - index(picture) / 30.0)
            - (seconds(audio, sound.rtpTimestamp(), 48_000) - sound.levelDbov() / 50.0);
    // Whole seconds are unknown, because the clip repeats.
    assertThat(Math.abs(Math.IEEEremainder(apart, 1))).as("lips to voice").isLessThan(0.06);
  }

  @Test
  void who_comes_late_sees_a_picture_because_a_key_frame_is_asked_for() throws Exception {
    TestPeer host = publish(join("host"));
    TestPeer first = subscribe(join("first"), "host");
    holds(() -> first.pictures().size() >= 10);
    int before = host.events(PeerEvent.KeyFrameRequested.class).size();
    TestPeer late = subscribe(join("late"), "host");
    holds(() -> !late.pictures().isEmpty());
    assertThat(late.pictures().getFirst().unit().idr()).isTrue();
    assertThat(host.events(PeerEvent.KeyFrameRequested.class).size()).isGreaterThan(before);
  }

  @Test
  void what_is_lost_on_the_way_to_a_receiver_is_repaired() throws Exception {
    publish(join("host"));
    TestPeer guest = receive();
    int[] media = {0};
    // Every twelfth packet of a picture; repetitions are packets of pictures too.
    guest.loss = data -> isPicture(data) && ++media[0] % 12 == 0;
    guest.answered(done(join("guest").subscribe(guest.offer(), "host")));
    holds(() -> guest.pictures().size() >= 120);
    assertThat(guest.events(PeerEvent.VideoBroken.class)).isEmpty();
    assertThat(decoded(guest.pictures().stream().map(PeerEvent.VideoReceived::unit).toList()))
        .isGreaterThanOrEqualTo(120);
    assertThat(
            guest.stats().tracks().stream()
                .filter(track -> track.kind() == MediaKind.VIDEO)
                .mapToLong(TrackStats::recovered)
                .sum())
        .isPositive();
  }

  @Test
  void a_path_that_loses_half_gets_sound_alone_and_pictures_after_a_rest() throws Exception {
    publish(join("host"));
    TestPeer guest = subscribe(join("guest"), "host");
    holds(() -> guest.pictures().size() >= 30);
    AtomicLong lastOfPicture = new AtomicLong(System.nanoTime());
    boolean[] odd = {false};
    guest.loss =
        data -> {
          if (!isPicture(data)) {
            return false;
          }
          lastOfPicture.set(System.nanoTime());
          odd[0] = !odd[0];
          return odd[0];
        };
    holds(() -> System.nanoTime() - lastOfPicture.get() > 1_000_000_000L);
    int sounds = guest.sounds().size();
    guest.loss = data -> false;
    int pictures = guest.pictures().size();
    holds(() -> guest.pictures().size() > pictures + 30);
    assertThat(guest.pictures().get(pictures).unit().idr()).isTrue();
    assertThat(guest.sounds().size()).isGreaterThan(sounds + 50);
  }

  @Test
  void a_feed_ends_with_the_seat_of_either_side_and_on_demand() throws Exception {
    Seat host = join("host");
    publish(host);
    Seat guest = join("guest");
    TestPeer ofGuest = subscribe(guest, "host");
    TestPeer ofOther = subscribe(join("other"), "host");
    Seat third = join("third");
    TestPeer ofThird = subscribe(third, "host");
    holds(() -> !ofGuest.pictures().isEmpty() && !ofOther.pictures().isEmpty());
    done(guest.leave());
    holds(ofGuest::isOver);
    holds(() -> !ofThird.pictures().isEmpty());
    done(third.unsubscribe("host"));
    holds(ofThird::isOver);
    assertThat(ofOther.isOver()).isFalse();
    done(host.leave());
    holds(ofOther::isOver);
  }

  @Test
  void the_mix_of_one_host_is_that_host_for_all_but_itself() throws Exception {
    Seat host = join("host");
    publish(host);
    TestPeer itself = subscribe(host, "mix");
    TestPeer guest = subscribe(join("guest"), "mix");
    TestPeer player = receive();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Watching watching =
        done(rooms.watch("r", participant("player"), player.offer(), () -> ended.complete(true)));
    player.answered(watching.answerSdp());
    holds(() -> guest.pictures().size() >= 30 && player.pictures().size() >= 30);
    assertThat(guest.sounds()).isNotEmpty();
    holds(() -> !itself.events(PeerEvent.Connected.class).isEmpty());
    assertThat(itself.pictures()).isEmpty();
    assertThat(itself.sounds()).isEmpty();

    done(watching.watch().end());
    assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
    holds(player::isOver);
  }

  @Test
  void a_muted_host_is_seen_and_not_heard() throws Exception {
    Seat host = join("host");
    publish(host);
    TestPeer guest = subscribe(join("guest"), "host");
    holds(() -> guest.sounds().size() >= 10);
    done(host.mute(true, null));
    holds(() -> {
      int before = guest.sounds().size();
      int pictures = guest.pictures().size();
      waitFor(() -> guest.pictures().size() > pictures + 15);
      return guest.sounds().size() == before;
    });
  }

  @Test
  void a_restart_of_ice_is_answered_in_the_same_session() throws Exception {
    publish(join("host"));
    Seat guest = join("guest");
    TestPeer receiver = subscribe(guest, "host");
    String restarted =
        receiver.offer().replaceAll("a=ice-ufrag:.*\r\n", "a=ice-ufrag:otherUfrag\r\n");
    String answer = done(guest.restartFeed("host", restarted));
    assertThat(answer).contains("a=sendonly").contains("a=ice-ufrag:");
    assertThat(refused(guest.restartFeed("mix", restarted))).isEqualTo(RefusalCode.NOT_SUBSCRIBED);
  }

  @Test
  void what_cannot_be_subscribed_to_is_refused() throws Exception {
    join("host");
    Seat deaf = done(rooms.join("r", new Participant("deaf", "", Set.of("publish")), new Deaf()));
    Seat guest = join("guest");
    String offer = receive().offer();
    assertThat(refused(deaf.subscribe(offer, "mix"))).isEqualTo(RefusalCode.NOT_GRANTED);
    assertThat(refused(guest.subscribe(offer, "nobody")))
        .isEqualTo(RefusalCode.PARTICIPANT_NOT_FOUND);
    assertThat(refused(guest.subscribe("hello", "mix"))).isEqualTo(RefusalCode.BAD_SDP);
    assertThat(refused(guest.subscribe(TestPeer.publisher(clip).offer(), "mix")))
        .isEqualTo(RefusalCode.UNSUPPORTED_MEDIA);
    for (String source : List.of("mix", "host", "deaf", "guest", "mix")) {
      done(guest.subscribe(receive().offer(), source));
    }
    join("fifth");
    assertThat(refused(guest.subscribe(receive().offer(), "fifth")))
        .isEqualTo(RefusalCode.OVERLOADED);
  }

  private Seat join(String id) throws Exception {
    return done(rooms.join("r", participant(id), new Deaf()));
  }

  private static Participant participant(String id) {
    return new Participant(id, id, Set.of("publish", "subscribe"));
  }

  private TestPeer publish(Seat seat) throws Exception {
    TestPeer host = TestPeer.publisher(clip);
    open.add(host);
    host.answered(done(seat.publish(host.offer())));
    return host;
  }

  private TestPeer subscribe(Seat seat, String source) throws Exception {
    TestPeer receiver = receive();
    receiver.answered(done(seat.subscribe(receiver.offer(), source)));
    return receiver;
  }

  private TestPeer receive() throws Exception {
    TestPeer receiver = TestPeer.receiver();
    open.add(receiver);
    return receiver;
  }

  private static PeerEvent.SenderReport reported(TestPeer peer, MediaKind kind) {
    List<PeerEvent.SenderReport> reports =
        peer.events(PeerEvent.SenderReport.class).stream().filter(r -> r.kind() == kind).toList();
    return reports.isEmpty() ? null : reports.getLast();
  }

  /** Where a timestamp lies on the reports' clock. */
  private static double seconds(PeerEvent.SenderReport report, long timestamp, int rate) {
    double ntp =
        (report.ntpTimestamp() >>> 32) % 100_000 + (report.ntpTimestamp() & 0xFFFFFFFFL) / 0x1p32;
    return ntp + (int) (timestamp - report.rtpTimestamp()) / (double) rate;
  }

  /** A packet of a picture or its repetition, by the payload types of our offer. */
  private static boolean isPicture(Bytes data) {
    int payloadType = data.u8(1) & 0x7F;
    return data.u8(0) >= 128 && (payloadType == 102 || payloadType == 103);
  }

  private static int index(AccessUnit unit) {
    for (int i = 0; i < 30; i++) {
      if (clip.picture(i).nalUnits().equals(unit.nalUnits())) {
        return i;
      }
    }
    throw new AssertionError("no picture of the clip");
  }

  private static List<Bytes> nals(AccessUnit unit) {
    return switch (NalUnits.split(unit.nalUnits())) {
      case Parsed.Ok<List<Bytes>>(var units) -> units;
      case Parsed.Malformed<List<Bytes>> bad -> throw new AssertionError(bad.reason());
    };
  }

  private static long since(long first, long timestamp) {
    return (timestamp - first) & 0xFFFFFFFFL;
  }

  /** How many pictures FFmpeg makes of them, an error being none. */
  private int decoded(List<AccessUnit> units) throws Exception {
    Path file = folder.resolve("feed.h264");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (AccessUnit unit : units) {
        for (Bytes nal : nals(unit)) {
          out.write(new byte[] {0, 0, 0, 1});
          out.write(nal.toArray());
        }
      }
    }
    var probed =
        FfmpegProgram.FFPROBE.run(
            Duration.ofSeconds(30),
            "-v",
            "error",
            "-count_frames",
            "-show_entries",
            "stream=nb_read_frames",
            "-of",
            "csv=p=0",
            file.toString());
    assertThat(probed.stderr()).isEmpty();
    return Integer.parseInt(probed.stdout().trim());
  }

  private static void holds(BooleanSupplier condition) {
    assertThat(waitFor(condition)).isTrue();
  }

  private static boolean waitFor(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end) {
      if (condition.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(10_000_000);
    }
    return false;
  }

  private static <T> T done(CompletionStage<Outcome<T>> reply) throws Exception {
    Outcome<T> outcome = reply.toCompletableFuture().get(5, TimeUnit.SECONDS);
    if (outcome instanceof Outcome.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError(outcome.toString());
  }

  private static <T> RefusalCode refused(CompletionStage<Outcome<T>> reply) throws Exception {
    Outcome<T> outcome = reply.toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<T>) outcome).code();
  }
}
