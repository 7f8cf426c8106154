package io.linkmic.node.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.room.RoomRules;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.egress.RunningEgresses;
import io.linkmic.node.feed.Deaf;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.program.Program;
import io.linkmic.node.program.ProgramOutput;
import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.program.Source;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who gets what, without network: feeds and ingests are written down. */
class RoomFeedsTest {
  private final MonotonicClock clock = new MonotonicClock();
  private final List<Received> opened = new ArrayList<>();
  private final NodeMetrics metrics = new NodeMetrics(new SimpleMeterRegistry());
  private final RoomSeats seats = new RoomSeats("r", LoggerFactory.getLogger("test"));
  private final Program idle =
      new Program(
          new Program.ProgramSettings(
              Duration.ofSeconds(2),
              Duration.ofSeconds(1),
              128_000,
              new PictureMix.Format(1280, 720, 30, 2_500_000, 2_000_000)),
          new Nowhere(),
          null,
          news -> {});
  private final RoomLoop loop =
      new RoomLoop(
          Runnable::run,
          metrics,
          made ->
              new Room(
                  "r",
                  RoomRules.defaults(),
                  0,
                  made,
                  new RoomContext(
                      clock,
                      (offer, listener) -> Outcome.refused(RefusalCode.BAD_SDP, ""),
                      this::open,
                      EgressUrlRules.usual(true),
                      metrics,
                      LoggerFactory.getLogger("test"),
                      new RunningEgresses(),
                      null,
                      RoomWatcher.none())));
  private final RoomFeeds feeds = new RoomFeeds(loop, this::open, clock, seats, () -> idle);

  /** What one receiver got: picture timestamps, sound timestamps, cuts. */
  private record Received(List<String> got) implements Feed {
    @Override
    public void video(AccessUnit unit, long at) {
      got.add((unit.idr() ? "IDR " : "picture ") + unit.rtpTimestamp());
    }

    @Override
    public void sound(OpusFrame frame, long at) {
      got.add("sound " + frame.rtpTimestamp());
    }

    @Override
    public void cut() {
      got.add("cut");
    }

    @Override
    public Outcome<String> restart(String offerSdp) {
      return Outcome.done("restarted");
    }

    @Override
    public void close() {
      got.add("closed");
    }
  }

  /** A published stream whose key frame requests are counted. */
  private static final class Asked implements Ingest {
    private int keyFrames;

    @Override
    public boolean hasAudio() {
      return true;
    }

    @Override
    public void requestKeyFrame() {
      keyFrames++;
    }

    @Override
    public Outcome<String> restart(String offerSdp) {
      return Outcome.done("restarted");
    }

    @Override
    public SeatListener.Quality quality() {
      return new SeatListener.Quality(0, 0, 0, 0, -1);
    }

    @Override
    public void close() {}
  }

  private Outcome<FeedGate.Opened> open(String offer, FeedListener listener) {
    Received received = new Received(new ArrayList<>());
    opened.add(received);
    return Outcome.done(new FeedGate.Opened(received, "answer"));
  }

  @Test
  void a_republished_stream_takes_over_at_its_first_idr() {
    RoomSeat host = seat("host");
    RoomIngest first = publish(host, new Asked());
    List<String> got = subscribe(seat("guest"), "host");
    picture(first, true, 1);
    Asked asked = new Asked();
    RoomIngest second = publish(host, asked);
    picture(second, false, 1000);
    picture(first, false, 2);
    picture(second, true, 1001);
    picture(first, false, 3);
    picture(second, false, 1002);
    assertThat(got).containsExactly("IDR 1", "picture 2", "cut", "IDR 1001", "picture 1002");
    assertThat(asked.keyFrames).isEqualTo(1);
  }

  @Test
  void many_receivers_ask_a_host_once() {
    Asked asked = new Asked();
    RoomIngest host = publish(seat("host"), asked);
    RoomSeat guest = seat("guest");
    subscribe(guest, "host");
    subscribe(seat("other"), "host");
    picture(host, true, 1);
    FeedSource source = new FeedSource(host);
    for (long now = 0; now < 400_000; now += 40_000) {
      source.wantKeyFrame(now);
    }
    assertThat(asked.keyFrames).isEqualTo(1);
    source.picture(unit(false, 2), 400_000, 400_000);
    assertThat(asked.keyFrames).as("too soon").isEqualTo(1);
    source.picture(unit(false, 3), 500_000, 500_000);
    assertThat(asked.keyFrames).as("what was wanted is not forgotten").isEqualTo(2);
    source.wantKeyFrame(600_000);
    source.picture(unit(true, 4), 700_000, 700_000);
    source.picture(unit(false, 5), 1_200_000, 1_200_000);
    assertThat(asked.keyFrames).as("the IDR came").isEqualTo(2);
  }

  @Test
  void the_mix_reaches_its_subscribers_without_their_own_voice() {
    publish(seat("host"), new Asked());
    List<String> ofHost = subscribe(requireSeat("host"), "mix");
    List<String> ofGuest = subscribe(seat("guest"), "mix");
    List<String> single = subscribe(seat("other"), "host");
    feeds.mixVideo(unit(true, 10), 0);
    feeds.mixSound("host", sound(20), 0);
    feeds.mixSound(null, sound(30), 0);
    assertThat(ofHost).containsExactly("IDR 10", "sound 20");
    assertThat(ofGuest).containsExactly("IDR 10", "sound 30");
    assertThat(single).isEmpty();
  }

  @Test
  void a_subscriber_of_the_mix_who_waits_for_an_idr_is_known_to_the_mix() {
    List<String> guest = subscribe(seat("guest"), "mix");
    feeds.mixVideo(unit(false, 1), 0);
    assertThat(feeds.mixKeyFrameWanted()).isFalse();
    feeds.handle(new RoomCommand.FeedWantsKeyFrame(feeds.open().iterator().next()));
    assertThat(feeds.mixKeyFrameWanted()).isTrue();
    feeds.mixVideo(unit(true, 2), 40_000);
    assertThat(feeds.mixKeyFrameWanted()).isFalse();
    assertThat(guest).containsExactly("picture 1", "IDR 2");
  }

  @Test
  void a_narrow_path_gets_the_smaller_mix_from_its_idr_on_and_back_again() {
    List<String> narrow = subscribe(seat("narrow"), "mix");
    List<String> wide = subscribe(seat("wide"), "mix");
    RoomFeed feed = feeds.open().iterator().next();
    feeds.mixVideo(unit(true, 1), 0);
    assertThat(feeds.smallBitrate(2_500_000)).isZero();
    takes(feed, PictureSize.SMALL, 700_000);
    assertThat(feeds.smallBitrate(2_500_000)).isEqualTo(470_000);
    feeds.mixVideo(unit(false, 2), 40_000);
    feeds.mixSmall(unit(false, 1002), 40_000);
    assertThat(feeds.smallKeyFrameWanted()).isTrue();
    feeds.mixVideo(unit(false, 3), 80_000);
    feeds.mixSmall(unit(true, 1003), 80_000);
    feeds.mixVideo(unit(true, 4), 120_000);
    feeds.mixSmall(unit(false, 1004), 120_000);
    feeds.mixSound(null, sound(9), 120_000);
    takes(feed, PictureSize.FULL, 3_000_000);
    assertThat(feeds.smallBitrate(2_500_000)).isZero();
    feeds.mixVideo(unit(false, 5), 160_000);
    feeds.mixSmall(unit(false, 1005), 160_000);
    assertThat(feeds.mixKeyFrameWanted()).isTrue();
    feeds.mixVideo(unit(true, 6), 200_000);
    feeds.mixSmall(unit(false, 1006), 200_000);
    assertThat(narrow)
        .containsExactly(
            "IDR 1",
            "picture 2",
            "picture 3",
            "IDR 1003",
            "picture 1004",
            "sound 9",
            "picture 1005",
            "IDR 6");
    assertThat(wide)
        .containsExactly(
            "IDR 1", "picture 2", "picture 3", "IDR 4", "sound 9", "picture 5", "IDR 6");
  }

  @Test
  void the_smaller_mix_has_a_quarter_of_the_bits_and_fewer_for_the_narrowest_path() {
    List.of("a", "b", "c").forEach(id -> subscribe(seat(id), "mix"));
    feeds.mixVideo(unit(true, 1), 0);
    List<RoomFeed> all = new ArrayList<>();
    feeds.open().forEach(all::add);
    takes(all.get(0), PictureSize.SMALL, 0);
    assertThat(feeds.smallBitrate(2_500_000)).isEqualTo(625_000);
    takes(all.get(1), PictureSize.SMALL, 600_000);
    assertThat(feeds.smallBitrate(2_500_000)).isEqualTo(390_000);
    takes(all.get(2), PictureSize.SMALL, 100_000);
    assertThat(feeds.smallBitrate(2_500_000)).isEqualTo(200_000);
    takes(all.get(2), PictureSize.NONE, 100_000);
    assertThat(feeds.smallBitrate(2_500_000)).isEqualTo(390_000);
  }

  @Test
  void who_had_the_smaller_mix_gets_the_full_one_when_that_ends() {
    List<String> got = subscribe(seat("guest"), "mix");
    takes(feeds.open().iterator().next(), PictureSize.SMALL, 700_000);
    feeds.mixVideo(unit(true, 1), 0);
    feeds.mixSmall(unit(true, 1001), 0);
    feeds.mixVideo(unit(false, 2), 40_000);
    feeds.mixVideo(unit(false, 3), 560_000);
    assertThat(feeds.mixKeyFrameWanted()).isFalse();
    feeds.mixVideo(unit(false, 4), 600_000);
    assertThat(feeds.mixKeyFrameWanted()).isTrue();
    feeds.mixVideo(unit(true, 5), 640_000);
    assertThat(got).containsExactly("IDR 1", "IDR 1001", "IDR 5");
  }

  @Test
  void a_mix_that_stood_still_does_not_bring_the_full_pictures_to_a_narrow_path() {
    List<String> narrow = subscribe(seat("narrow"), "mix");
    takes(feeds.open().iterator().next(), PictureSize.SMALL, 700_000);
    feeds.mixVideo(unit(true, 1), 0);
    feeds.mixSmall(unit(true, 1001), 0);
    feeds.mixVideo(unit(true, 2), 900_000);
    feeds.mixSmall(unit(false, 1002), 900_000);
    assertThat(narrow).containsExactly("IDR 1", "IDR 1001", "picture 1002");
    assertThat(feeds.smallKeyFrameWanted()).isFalse();
  }

  private void takes(RoomFeed feed, PictureSize size, long bitsPerSecond) {
    feeds.handle(new RoomCommand.FeedTakes(feed, size, bitsPerSecond));
  }

  @Test
  void what_ended_unheard_gives_its_place_back() {
    RoomSeat guest = seat("guest");
    for (String host : List.of("a", "b", "c", "d", "e")) {
      seat(host);
    }
    for (String host : List.of("a", "b", "c", "d")) {
      subscribe(guest, host);
    }
    assertThat(ask(guest, "e")).isInstanceOf(Outcome.Refused.class);
    feeds.open().iterator().next().closed("CONSENT_EXPIRED");
    assertThat(ask(guest, "e")).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void another_room_gets_a_hosts_stream_once_until_it_ends_and_takes_nobodys_place() {
    RoomSeat host = seat("host");
    assertThat(give("host", "r0")).isInstanceOf(Outcome.Refused.class);
    RoomIngest ingest = publish(host, new Asked());
    assertThat(give("host", "r1")).isEqualTo(Outcome.done("answer"));
    List<String> first = opened.getLast().got();
    picture(ingest, true, 1);
    assertThat(give("host", "r2")).isEqualTo(Outcome.done("answer"));
    List<String> second = opened.getLast().got();
    picture(ingest, true, 2);
    ingest.source().muteAudio(true);
    feeds.media(new RoomCommand.Sound(ingest, sound(1), 0));
    ingest.source().muteAudio(false);
    feeds.media(new RoomCommand.Sound(ingest, sound(2), 0));
    assertThat(first).containsExactly("IDR 1", "closed");
    assertThat(second).containsExactly("IDR 2", "sound 2");

    RoomIngest again = publish(host, new Asked());
    feeds.gone(ingest);
    assertThat(second).as("the host published anew").endsWith("sound 2", "cut");
    feeds.gone(again);
    assertThat(second).endsWith("closed");
    assertThat(feeds.open().isEmpty()).isTrue();
  }

  @Test
  void a_room_gives_as_many_streams_as_it_may_and_ends_those_of_a_link_together() {
    for (int i = 0; i <= FeedList.MAX_OF_LINKS; i++) {
      publish(seat("host-" + i), new Asked());
    }
    for (int i = 0; i < FeedList.MAX_OF_LINKS; i++) {
      assertThat(give("host-" + i, "r" + i)).isInstanceOf(Outcome.Done.class);
    }
    assertThat(give("host-" + FeedList.MAX_OF_LINKS, "r")).isInstanceOf(Outcome.Refused.class);
    assertThat(ask(seat("guest"), "host-0"))
        .as("a place of its own")
        .isEqualTo(Outcome.done("answer"));
    feeds.endGifts(gift -> gift.linkId().equals("l"));
    assertThat(feeds.open()).hasSize(1);
  }

  private Outcome<String> give(String host, String relayId) {
    return feeds.give(
        new LinkEnd("l", "other"), new LinkedRooms.Relay(relayId, host), this::open, "offer");
  }

  private RoomSeat seat(String id) {
    RoomSeat seat =
        new RoomSeat(loop, new Participant(id, id, Set.of("publish", "subscribe")), new Deaf());
    seats.add(seat);
    return seat;
  }

  private RoomSeat requireSeat(String id) {
    RoomSeat seat = seats.find(id);
    assertThat(seat).isNotNull();
    return seat;
  }

  private RoomIngest publish(RoomSeat seat, Ingest ingest) {
    RoomIngest published = new RoomIngest(loop);
    published.bind(ingest, new Source(seat.participant().participantId(), true));
    seat.ingest = published;
    return published;
  }

  private List<String> subscribe(RoomSeat seat, String source) {
    assertThat(ask(seat, source)).isEqualTo(Outcome.done("answer"));
    return opened.getLast().got();
  }

  private Outcome<String> ask(RoomSeat seat, String source) {
    CompletableFuture<Outcome<String>> reply = new CompletableFuture<>();
    feeds.handle(new RoomCommand.Subscribe(seat, "offer", source, reply));
    return reply.join();
  }

  private void picture(RoomIngest from, boolean idr, long timestamp) {
    feeds.media(new RoomCommand.Picture(from, unit(idr, timestamp), clock.micros(), 0));
  }

  private static AccessUnit unit(boolean idr, long timestamp) {
    return new AccessUnit(Bytes.EMPTY, idr, timestamp, 0);
  }

  private static OpusFrame sound(long timestamp) {
    return new OpusFrame(Bytes.EMPTY, timestamp, 960, 0, -1);
  }

  /** Nobody watches. */
  private static final class Nowhere implements ProgramOutput {
    @Override
    public void packet(ProgramPacket packet) {}

    @Override
    public void modeChanged(ProgramMode mode, String reason) {}

    @Override
    public void keyFrameWanted(Source source) {}

    @Override
    public void ended() {}

    @Override
    public void replaced(Source source) {}

    @Override
    public void returnPicture(AccessUnit unit, long at) {}

    @Override
    public void returnSound(@Nullable String participantId, OpusFrame frame, long at) {}
  }
}
