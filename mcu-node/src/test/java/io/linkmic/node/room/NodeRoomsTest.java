package io.linkmic.node.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.room.AudioSettings;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.contract.room.SeiMode;
import io.linkmic.contract.room.VideoSettings;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.program.TestClip;
import io.linkmic.node.telemetry.NodeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rooms without network: the gate hands back ingests that the test feeds by hand. */
class NodeRoomsTest {
  private static final RoomSettings SETTINGS =
      new RoomSettings(
          "Evening show",
          6,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          new VideoSettings(1280, 720, 30, 2_500_000, Duration.ofSeconds(2), SeiMode.MIX),
          new AudioSettings(128_000),
          Layout.DEFAULT,
          List.of(),
          List.of());

  private final BlockingQueue<HandFed> opened = new LinkedBlockingQueue<>();
  private final MonotonicClock clock = new MonotonicClock();
  private final NodeRooms rooms =
      new NodeRooms(
          clock,
          this::open,
          this::feed,
          EgressUrlRules.usual(true),
          new NodeMetrics(new SimpleMeterRegistry()),
          3,
          null,
          RoomWatcher.none());

  /** An ingest whose media comes from the test. */
  private record HandFed(IngestListener room, boolean broken, CompletableFuture<Boolean> closed)
      implements Ingest {
    @Override
    public boolean hasAudio() {
      return false;
    }

    @Override
    public void requestKeyFrame() {
      if (broken) {
        throw new IllegalStateException("broken on purpose");
      }
    }

    @Override
    public Outcome<String> restart(String offerSdp) {
      return Outcome.done("restarted " + offerSdp);
    }

    @Override
    public SeatListener.Quality quality() {
      return new SeatListener.Quality(30, 2_500_000, 0, 1, 20);
    }

    @Override
    public void close() {
      closed.complete(true);
      room.closed("LOCAL");
    }
  }

  /** Writes down what a seat hears. */
  private static final class Ear implements SeatListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private void assertHears(String what) throws InterruptedException {
      for (String next = poll(); next != null; next = poll()) {
        if (next.equals(what)) {
          return;
        }
      }
      throw new AssertionError("not heard: " + what);
    }

    private String poll() throws InterruptedException {
      return heard.poll(5, TimeUnit.SECONDS);
    }

    @Override
    public void participantJoined(ParticipantView participant) {
      heard.add("joined " + participant.participantId());
    }

    @Override
    public void participantLeft(String participantId) {
      heard.add("left " + participantId);
    }

    @Override
    public void streamAdded(String participantId) {
      heard.add("stream+ " + participantId);
    }

    @Override
    public void streamRemoved(String participantId) {
      heard.add("stream- " + participantId);
    }

    @Override
    public void programChanged(ProgramMode mode, String reason) {
      heard.add("program " + mode);
    }

    @Override
    public void quality(Quality quality) {
      heard.add("quality " + quality.frameRate());
    }

    @Override
    public void message(String from, String text) {
      heard.add(from + ": " + text);
    }

    @Override
    public void removed(String reason) {
      heard.add("removed");
    }

    @Override
    public void roomClosed(String reason) {
      heard.add("closed");
    }
  }

  private Outcome<IngestGate.Opened> open(String offer, IngestListener listener) {
    if (offer.equals("no h264")) {
      return Outcome.refused(RefusalCode.UNSUPPORTED_MEDIA, "The offer has no H.264.");
    }
    HandFed ingest = new HandFed(listener, offer.equals("broken"), new CompletableFuture<>());
    opened.add(ingest);
    return Outcome.done(new IngestGate.Opened(ingest, "answer to " + offer));
  }

  private Outcome<FeedGate.Opened> feed(String offer, FeedListener listener) {
    return Outcome.refused(RefusalCode.UNSUPPORTED_MEDIA, "Feeds have a test of their own.");
  }

  @AfterEach
  void close() {
    rooms.close();
  }

  private static <T> T done(CompletionStage<Outcome<T>> reply) throws Exception {
    Outcome<T> outcome = reply.toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static <T> RefusalCode refused(CompletionStage<Outcome<T>> reply) throws Exception {
    Outcome<T> outcome = reply.toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<T>) outcome).code();
  }

  private Seat join(String room, String id, SeatListener ear, String... grants) throws Exception {
    return done(rooms.join(room, new Participant(id, id, Set.of(grants)), ear));
  }

  private HandFed ingest() throws InterruptedException {
    return opened.poll(5, TimeUnit.SECONDS);
  }

  @Test
  void a_room_that_does_not_exist_is_said_so() throws Exception {
    assertThat(refused(rooms.program("nowhere"))).isEqualTo(RefusalCode.ROOM_NOT_FOUND);
    assertThat(refused(rooms.join("nowhere", new Participant("a", "", Set.of()), new Ear())))
        .isEqualTo(RefusalCode.ROOM_NOT_FOUND);
    assertThat(refused(rooms.delete("nowhere"))).isEqualTo(RefusalCode.ROOM_NOT_FOUND);
  }

  @Test
  void more_rooms_than_the_node_holds_are_refused() throws Exception {
    for (int i = 0; i < 3; i++) {
      done(rooms.put("room-" + i, SETTINGS));
    }
    assertThat(refused(rooms.put("room-3", SETTINGS))).isEqualTo(RefusalCode.OVERLOADED);
    done(rooms.delete("room-0"));
    done(rooms.put("room-3", SETTINGS));
  }

  @Test
  void publishing_needs_the_grant_and_usable_media() throws Exception {
    done(rooms.put("r", SETTINGS));
    Seat guest = join("r", "guest", new Ear(), "subscribe");
    assertThat(refused(guest.publish("offer"))).isEqualTo(RefusalCode.NOT_GRANTED);
    Seat host = join("r", "host", new Ear(), "publish");
    assertThat(refused(host.publish("no h264"))).isEqualTo(RefusalCode.UNSUPPORTED_MEDIA);
    assertThat(refused(host.restart("offer"))).isEqualTo(RefusalCode.NOT_PUBLISHING);
    assertThat(done(host.publish("offer"))).isEqualTo("answer to offer");
    assertThat(done(host.restart("again"))).isEqualTo("restarted again");
  }

  @Test
  void as_many_hosts_publish_as_the_room_allows() throws Exception {
    done(rooms.put("r", SETTINGS));
    Seat first = join("r", "first", new Ear(), "publish");
    done(first.publish("offer"));
    for (int i = 1; i < SETTINGS.maxHosts(); i++) {
      done(join("r", "host-" + i, new Ear(), "publish").publish("offer"));
    }
    Seat late = join("r", "late", new Ear(), "publish");
    assertThat(refused(late.publish("offer"))).isEqualTo(RefusalCode.ROOM_FULL);
    done(first.publish("a new stream of the same host"));
    done(first.unpublish());
    done(late.publish("offer"));
  }

  @Test
  void the_program_goes_from_idle_to_passthrough_to_hold_and_everybody_hears_it() throws Exception {
    TestClip clip = TestClip.make(160, 96);
    done(rooms.put("r", SETTINGS));
    Ear ear = new Ear();
    Seat host = join("r", "host", new Ear(), "publish");
    join("r", "guest", ear, "subscribe");
    done(host.publish("offer"));
    ear.assertHears("stream+ host");
    HandFed ingest = ingest();
    ingest.room().connected();
    ingest.room().video(clip.picture(0), clock.micros(), System.nanoTime());
    ear.assertHears("program PASSTHROUGH");
    ProgramStatus status = done(rooms.program("r"));
    assertThat(status.mode()).isEqualTo(ProgramMode.PASSTHROUGH);
    assertThat(status.participantId()).isEqualTo("host");
    assertThat(status.video().width()).isEqualTo(160);
    ingest.room().closed("CONSENT_EXPIRED");
    ear.assertHears("program HOLD");
    ear.assertHears("stream- host");
    Seat again = join("r", "host", new Ear(), "publish");
    done(again.publish("offer"));
    HandFed second = ingest();
    second.room().video(clip.picture(0), clock.micros(), System.nanoTime());
    ear.assertHears("program PASSTHROUGH");
    done(again.unpublish());
    ear.assertHears("program IDLE");
  }

  @Test
  void a_host_who_leaves_while_held_ends_the_program_at_once() throws Exception {
    TestClip clip = TestClip.make(160, 96);
    done(rooms.put("r", SETTINGS));
    Ear ear = new Ear();
    join("r", "guest", ear, "subscribe");
    Seat host = join("r", "host", new Ear(), "publish");
    done(host.publish("offer"));
    HandFed ingest = ingest();
    ingest.room().video(clip.picture(0), clock.micros(), System.nanoTime());
    ear.assertHears("program PASSTHROUGH");
    ingest.room().closed("CONSENT_EXPIRED");
    ear.assertHears("program HOLD");
    done(host.leave());
    ear.assertHears("program IDLE");
  }

  @Test
  void who_joins_again_takes_the_seat_over_and_the_old_one_is_told() throws Exception {
    done(rooms.put("r", SETTINGS));
    Ear before = new Ear();
    Seat old = join("r", "host", before, "publish");
    done(old.publish("offer"));
    Seat taken = join("r", "host", new Ear(), "publish");
    before.assertHears("removed");
    assertThat(refused(old.publish("offer"))).isEqualTo(RefusalCode.PARTICIPANT_NOT_FOUND);
    done(taken.publish("offer"));
    assertThat(rooms.find("r").orElseThrow().participants()).hasSize(1);
  }

  @Test
  void messages_reach_the_others_or_one() throws Exception {
    done(rooms.put("r", SETTINGS));
    Ear ear = new Ear();
    Seat a = join("r", "a", new Ear());
    join("r", "b", ear);
    done(a.message(null, "to all"));
    ear.assertHears("a: to all");
    done(a.message("b", "to you"));
    ear.assertHears("a: to you");
    assertThat(refused(a.message("c", "to nobody"))).isEqualTo(RefusalCode.PARTICIPANT_NOT_FOUND);
  }

  @Test
  void a_deleted_room_tells_everybody_and_answers_no_more() throws Exception {
    done(rooms.put("r", SETTINGS));
    Ear ear = new Ear();
    Seat seat = join("r", "a", ear, "publish");
    done(seat.publish("offer"));
    done(rooms.delete("r"));
    ear.assertHears("closed");
    assertThat(refused(seat.publish("offer"))).isEqualTo(RefusalCode.ROOM_CLOSED);
    assertThat(rooms.find("r")).isEmpty();
  }

  @Test
  void the_published_stream_is_measured_every_second() throws Exception {
    done(rooms.put("r", SETTINGS));
    Ear ear = new Ear();
    Seat seat = join("r", "a", ear, "publish");
    done(seat.publish("offer"));
    ear.assertHears("quality 30.0");
  }

  @Test
  void muting_shows_in_the_list() throws Exception {
    done(rooms.put("r", SETTINGS));
    Seat seat = join("r", "a", new Ear(), "publish");
    done(seat.mute(true, null));
    assertThat(rooms.find("r").orElseThrow().participants().getFirst().audioMuted()).isTrue();
    assertThat(rooms.find("r").orElseThrow().participants().getFirst().videoMuted()).isFalse();
  }

  @Test
  void a_room_that_fails_is_closed_cleanly_and_can_be_made_again() throws Exception {
    done(rooms.put("r", SETTINGS));
    Ear ear = new Ear();
    Seat seat = join("r", "a", ear, "publish");
    done(seat.publish("broken"));
    ingest().room().connected(); // the ingest's answer to a wish for a key frame is an exception
    ear.assertHears("closed");
    assertThat(refused(seat.publish("offer"))).isEqualTo(RefusalCode.ROOM_CLOSED);
    done(rooms.put("r", SETTINGS));
    done(join("r", "a", new Ear(), "publish").publish("offer"));
  }

  @Test
  void closing_the_room_closes_a_stream_on_air_and_the_one_about_to_replace_it() throws Exception {
    TestClip clip = TestClip.make(160, 96);
    done(rooms.put("r", SETTINGS));
    Ear ear = new Ear();
    Seat seat = join("r", "a", ear, "publish");
    done(seat.publish("offer"));
    HandFed first = ingest();
    first.room().video(clip.picture(0), clock.micros(), System.nanoTime());
    ear.assertHears("program PASSTHROUGH");
    done(seat.publish("offer"));
    HandFed second = ingest();
    done(rooms.delete("r"));
    assertThat(first.closed().get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(second.closed().get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_host_whose_pictures_come_back_after_the_hold_is_on_air_again() throws Exception {
    TestClip clip = TestClip.make(160, 96);
    RoomSettings impatient =
        new RoomSettings(
            SETTINGS.name(),
            SETTINGS.maxHosts(),
            SETTINGS.emptyTimeout(),
            Duration.ZERO,
            SETTINGS.video(),
            SETTINGS.audio(),
            SETTINGS.layout(),
            List.of(),
            List.of());
    done(rooms.put("r", impatient));
    Ear ear = new Ear();
    Seat seat = join("r", "a", ear, "publish");
    done(seat.publish("offer"));
    HandFed ingest = ingest();
    ingest.room().video(clip.picture(0), clock.micros(), System.nanoTime());
    ear.assertHears("program PASSTHROUGH");
    ear.assertHears("program HOLD");
    ear.assertHears("program IDLE");
    done(rooms.program("r"));
    while (done(rooms.program("r")).mode() != ProgramMode.PASSTHROUGH) {
      ingest.room().video(clip.picture(0), clock.micros(), System.nanoTime());
    }
    ear.assertHears("program PASSTHROUGH");
  }
}
