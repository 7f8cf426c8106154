package io.linkmic.node.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.feed.Deaf;
import io.linkmic.node.telemetry.NodeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is shown by a link, how many, and who goes first; without media. */
class RoomLinksTest {
  private static final LinkEnd LINK = new LinkEnd("l", "other");

  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final NodeRooms rooms =
      new NodeRooms(
          new MonotonicClock(),
          (offer, listener) -> opened("own", listener),
          (offer, listener) -> Outcome.refused(RefusalCode.UNSUPPORTED_MEDIA, "No network."),
          EgressUrlRules.usual(true),
          new NodeMetrics(new SimpleMeterRegistry()),
          3,
          null,
          RoomWatcher.none());

  @BeforeEach
  void start() throws Exception {
    done(rooms.put("r", RoomRules.defaults()));
    link(LINK);
  }

  @AfterEach
  void stop() {
    rooms.close();
  }

  /** A stream without media that tells its end. */
  private record Quiet(String name, IngestListener room, BlockingQueue<String> ended)
      implements Ingest {
    @Override
    public boolean hasAudio() {
      return true;
    }

    @Override
    public void requestKeyFrame() {}

    @Override
    public Outcome<String> restart(String offerSdp) {
      return Outcome.done("");
    }

    @Override
    public SeatListener.Quality quality() {
      return new SeatListener.Quality(0, 0, 0, 0, -1);
    }

    @Override
    public void close() {
      ended.add(name);
      room.closed("LOCAL");
    }
  }

  private Outcome<IngestGate.Opened> opened(String name, IngestListener listener) {
    return Outcome.done(new IngestGate.Opened(new Quiet(name, listener, ended), ""));
  }

  @Test
  void at_most_sixteen_hosts_are_shown_and_the_rooms_own_go_first() throws Exception {
    for (int i = 1; i <= 16; i++) {
      done(show(LINK, "h" + i));
    }
    assertThat(refused(show(LINK, "h17"))).isEqualTo(RefusalCode.ROOM_FULL);
    done(show(LINK, "h16"));
    assertThat(ended).as("the same host anew takes no second place").isEmpty();
    Participant anna = new Participant("anna", "", Set.of("publish"));
    done(done(rooms.join("r", anna, new Deaf())).publish("offer"));
    assertThat(ended.poll(5, TimeUnit.SECONDS)).isEqualTo("h16");
  }

  @Test
  void only_a_link_of_the_settings_shows_somebody_and_its_end_dismisses_them() throws Exception {
    assertThat(refused(show(new LinkEnd("l", "third"), "h"))).isEqualTo(RefusalCode.NOT_LINKED);
    assertThat(refused(show(new LinkEnd("m", "other"), "h"))).isEqualTo(RefusalCode.NOT_LINKED);
    done(show(LINK, "h"));
    LinkEnd twin = new LinkEnd("m", "other");
    link(LINK, twin);
    assertThat(refused(show(twin, "h"))).as("shown already").isEqualTo(RefusalCode.ROOM_FULL);
    rooms.linked().dismiss("r", twin, "h");
    link(twin);
    assertThat(ended.poll(5, TimeUnit.SECONDS)).isEqualTo("h");
    done(show(twin, "h"));
    rooms.linked().dismiss("r", twin, "h");
    assertThat(ended.poll(5, TimeUnit.SECONDS)).isEqualTo("h");
  }

  @Test
  void a_room_tells_its_own_hosts_as_they_are() throws Exception {
    done(show(LINK, "h"));
    Seat anna = done(rooms.join("r", participant("anna"), new Deaf()));
    done(rooms.join("r", participant("guest"), new Deaf()));
    done(anna.publish("offer"));
    done(anna.mute(null, true));
    done(rooms.moderate("r", "anna", new Moderation(true, 2.0, null)));
    assertThat(done(rooms.linked().hosts("r", LINK)))
        .containsExactly(new LinkedHost("anna", "anna's name", true, true, true, true, 2));
    assertThat(refused(rooms.linked().hosts("r", new LinkEnd("l", "third"))))
        .isEqualTo(RefusalCode.NOT_LINKED);
    done(anna.unpublish());
    assertThat(done(rooms.linked().hosts("r", LINK))).isEmpty();
  }

  private static Participant participant(String id) {
    return new Participant(id, id + "'s name", Set.of("publish"));
  }

  private void link(LinkEnd... ends) throws Exception {
    done(
        rooms.link(
            "r",
            List.of(ends).stream()
                .map(end -> new RoomLink(end.linkId(), end.peerRoomId(), Instant.EPOCH))
                .toList()));
  }

  private CompletionStage<Outcome<Boolean>> show(LinkEnd end, String host) {
    LinkedHost wanted = new LinkedHost(host, host, true, true, false, false, 1);
    return rooms.linked().show("r", end, wanted, (nothing, listener) -> opened(host, listener));
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
