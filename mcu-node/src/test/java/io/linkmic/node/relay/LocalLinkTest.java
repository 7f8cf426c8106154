package io.linkmic.node.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.event.EventType;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.feed.Deaf;
import io.linkmic.node.image.Images;
import io.linkmic.node.mix.MixSettings;
import io.linkmic.node.mix.Mixes;
import io.linkmic.node.program.TestClip;
import io.linkmic.node.room.Moderation;
import io.linkmic.node.room.NodeRooms;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.Participant;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomEvent;
import io.linkmic.node.room.RoomWatcher;
import io.linkmic.node.room.Seat;
import io.linkmic.node.telemetry.NodeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Linked rooms of one node: real rooms, real mixes, hosts that are fed by hand. */
class LocalLinkTest {
  private static TestClip clip;

  private final MonotonicClock clock = new MonotonicClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NodeMetrics metrics = new NodeMetrics(meters);
  private final List<RoomEvent> events = new CopyOnWriteArrayList<>();
  private volatile @Nullable Whereabouts elsewhere;
  private FedHosts hosts;
  private Mixes mixes;
  private NodeRooms rooms;
  private Relays relays;

  @BeforeAll
  static void makeClip() throws Exception {
    clip = TestClip.make(160, 96);
  }

  @BeforeEach
  void start() throws Exception {
    hosts = new FedHosts(clock, clip);
    mixes = Mixes.probed(MixSettings.DEFAULT, clock::micros, metrics, Images.none());
    rooms =
        new NodeRooms(
            clock,
            hosts,
            (offer, listener) -> Outcome.refused(RefusalCode.UNSUPPORTED_MEDIA, "No network."),
            EgressUrlRules.usual(true),
            metrics,
            10,
            mixes,
            new RoomWatcher() {
              @Override
              public void happened(RoomEvent event) {
                events.add(event);
              }

              @Override
              public void ended(String roomId, long epoch, String why) {}
            });
    relays =
        new Relays(
            rooms,
            this::find,
            new NodeCalls(null, JsonMapper.shared()),
            () -> {
              throw new AssertionError("there is no other node");
            },
            clock::micros,
            metrics);
    for (String room : List.of("a", "b", "c")) {
      done(rooms.put(room, RoomRules.defaults()));
    }
  }

  private Whereabouts find(String roomId) {
    Whereabouts told = elsewhere;
    return told == null ? PeerRooms.alone(rooms).find(roomId) : told;
  }

  @AfterEach
  void stop() {
    relays.close();
    rooms.close();
    mixes.close();
    hosts.close();
  }

  @Test
  void linked_rooms_show_each_others_hosts_and_go_back_to_their_own_without_a_gap()
      throws Exception {
    publish("a", "anna", "silent");
    Seat bert = publish("b", "bert", "offer");
    until("a", alone("anna"));
    until("b", alone("bert"));
    link("l1", "a", "b");
    until("a", LocalLinkTest::mixing);
    until("b", LocalLinkTest::mixing);
    assertThat(link("a", 0)).isEqualTo(new LinkStatus("l1", "b", "live", List.of("b:bert"), null));
    assertThat(link("b", 0).participantIds()).containsExactly("a:anna");
    until("a", status -> !status.audio().silent());
    holds(() -> meters.get("linkmic.relay.streams").tag("kind", "local").gauge().value() == 2);
    assertThat(events)
        .filteredOn(event -> event.type() == EventType.LINK_LIVE)
        .extracting(RoomEvent::roomId)
        .containsExactlyInAnyOrder("a", "b");

    done(rooms.moderate("b", "bert", new Moderation(true, null, null)));
    until("a", status -> status.audio().silent());
    done(rooms.moderate("b", "bert", new Moderation(false, null, null)));
    until("a", status -> !status.audio().silent());

    done(bert.mute(null, true));
    until("a", alone("anna"));
    done(bert.mute(null, false));
    until("a", LocalLinkTest::mixing);

    long dts = status("a").timeline().videoDtsMs();
    done(rooms.link("a", List.of()));
    done(rooms.link("b", List.of()));
    Predicate<ProgramStatus> back = alone("anna");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    for (ProgramStatus now = status("a"); !back.test(now); now = status("a")) {
      assertThat(now.mode()).as("no hold between").isNotEqualTo(ProgramMode.HOLD);
      assertThat(now.timeline().videoDtsMs()).isGreaterThanOrEqualTo(dts);
      dts = now.timeline().videoDtsMs();
      assertThat(System.nanoTime()).as("back in time").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
    until("b", alone("bert"));
    assertThat(status("a").links()).isEmpty();
    holds(() -> meters.get("linkmic.relay.streams").tag("kind", "local").gauge().value() == 0);
  }

  @Test
  void a_host_who_stops_leaves_at_once_and_one_who_is_lost_is_held_and_comes_back()
      throws Exception {
    publish("a", "anna", "silent");
    Seat bert = publish("b", "bert", "silent");
    link("l1", "a", "b");
    until("a", LocalLinkTest::mixing);
    until("b", LocalLinkTest::mixing);

    hosts.last().end("CONSENT_EXPIRED");
    holds(() -> link("a", 0).participantIds().isEmpty());
    assertThat(status("a").mode()).as("held").isEqualTo(ProgramMode.MIX);
    done(bert.publish("silent"));
    holds(() -> link("a", 0).state().equals("live"));
    assertThat(status("a").mode()).isEqualTo(ProgramMode.MIX);
    assertThat(events).extracting(RoomEvent::type).contains(EventType.LINK_LOST);

    done(bert.unpublish());
    until("a", alone("anna"));
    assertThat(link("a", 0).lastError()).isNull();
    done(bert.publish("silent"));
    until("a", LocalLinkTest::mixing);

    done(rooms.delete("b"));
    until("a", alone("anna"));
    holds(() -> link("a", 0).state().equals("retrying"));
    assertThat(link("a", 0).lastError()).isEqualTo("The linked room does not run.");
  }

  @Test
  void who_comes_from_a_node_that_is_gone_is_held_only_if_nothing_comes_any_more()
      throws Exception {
    done(rooms.put("a", impatient()));
    publish("a", "anna", "silent");
    FedHosts.Fed anna = hosts.last();
    publish("b", "bert", "silent");
    link("l1", "a", "b");
    until("a", LocalLinkTest::mixing);
    elsewhere = new Whereabouts.Unknown("The node cannot reach its fleet.");
    holds(() -> link("a", 0).lastError() != null);
    assertThat(link("a", 0).state()).as("media goes on").isEqualTo("live");

    hosts.last().fallSilent();
    holds(() -> link("a", 0).state().equals("retrying"));
    until("a", alone("anna"));
    assertThat(anna.isOver()).isFalse();
    assertThat(meters.get("linkmic.relay.failures").counter().count()).isPositive();

    elsewhere = null;
    hosts.last().speakAgain();
    holds(() -> link("a", 0).state().equals("live"));
    until("a", LocalLinkTest::mixing);
  }

  private static RoomSettings impatient() {
    RoomSettings usual = RoomRules.defaults();
    return new RoomSettings(
        usual.name(),
        usual.maxHosts(),
        usual.emptyTimeout(),
        Duration.ofSeconds(1),
        usual.video(),
        usual.audio(),
        usual.layout(),
        List.of(),
        List.of());
  }

  @Test
  void nothing_is_given_without_a_link_and_nothing_goes_on_from_room_to_room() throws Exception {
    publish("a", "anna", "silent");
    publish("b", "bert", "silent");
    publish("c", "carl", "silent");
    done(rooms.link("a", List.of(to("l1", "b"), to("l2", "c"))));
    done(rooms.link("b", List.of(to("l1", "a"))));
    done(rooms.link("c", List.of(to("l2", "b"))));
    until("a", LocalLinkTest::mixing);
    holds(() -> link("a", 1).state().equals("retrying"));
    assertThat(link("a", 1).lastError()).isEqualTo("The room has no such link.");
    assertThat(link("a", 0).participantIds()).containsExactly("b:bert");
    assertThat(link("b", 0).participantIds()).containsExactly("a:anna");
    holds(() -> link("c", 0).state().equals("retrying"));
    assertThat(status("c").mode()).isEqualTo(ProgramMode.PASSTHROUGH);

    done(rooms.link("c", List.of(to("l2", "a"))));
    holds(() -> link("a", 1).state().equals("live"));
    assertThat(link("a", 1).participantIds()).containsExactly("c:carl");
    assertThat(link("b", 0).participantIds()).as("not a's guests").containsExactly("a:anna");
  }

  @Test
  void an_id_of_a_linked_host_is_not_given_twice_and_settings_leave_links_alone() throws Exception {
    publish("a", "anna", "silent");
    publish("b", "bert", "silent");
    link("l1", "a", "b");
    holds(() -> link("a", 0).state().equals("live"));
    Seat impostor = join("a", "b:bert");
    assertThat(refused(impostor.publish("silent"))).isEqualTo(RefusalCode.ROOM_FULL);
    done(rooms.put("a", RoomRules.defaults()));
    assertThat(link("a", 0).state()).isEqualTo("live");
    done(rooms.follow("a", RoomRules.defaults()));
    assertThat(status("a").links()).isEmpty();
    until("a", alone("anna"));

    publish("b", "b:bert", "silent");
    done(impostor.publish("silent"));
    done(rooms.link("a", List.of(to("l1", "b"))));
    holds(() -> link("a", 0).lastError() != null);
    assertThat(link("a", 0).lastError()).contains("has the id b:bert itself");
    assertThat(link("a", 0).participantIds()).containsExactly("b:b:bert");
  }

  private static RoomLink to(String linkId, String peerRoomId) {
    return new RoomLink(linkId, peerRoomId, Instant.EPOCH);
  }

  private void link(String linkId, String one, String other) throws Exception {
    done(rooms.link(one, List.of(to(linkId, other))));
    done(rooms.link(other, List.of(to(linkId, one))));
  }

  private Seat join(String room, String id) throws Exception {
    return done(rooms.join(room, new Participant(id, id, Set.of("publish")), new Deaf()));
  }

  private Seat publish(String room, String id, String offer) throws Exception {
    Seat seat = join(room, id);
    done(seat.publish(offer));
    return seat;
  }

  private ProgramStatus status(String room) throws Exception {
    return done(rooms.program(room));
  }

  private LinkStatus link(String room, int which) throws Exception {
    return status(room).links().get(which);
  }

  private static boolean mixing(ProgramStatus status) {
    return status.mode() == ProgramMode.MIX;
  }

  private static Predicate<ProgramStatus> alone(String participantId) {
    return status ->
        status.mode() == ProgramMode.PASSTHROUGH && participantId.equals(status.participantId());
  }

  private void until(String room, Predicate<ProgramStatus> condition) throws Exception {
    holds(() -> condition.test(status(room)));
  }

  private static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
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

  private static <T> RefusalCode refused(CompletionStage<Outcome<T>> reply) throws Exception {
    Outcome<T> outcome = reply.toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<T>) outcome).code();
  }
}
