package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.node.edge.MonotonicClock;
import io.linkmic.node.program.Program;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a room sends back by WebRTC: to its seats, and to WHEP players who have none. A
 * participant's stream is forwarded untouched; the mix is, while the program passes one host
 * through, that host's stream, and nobody gets it back from itself. The {@link RoomLoop}'s thread
 * only; times are µs on the node's clock.
 */
final class RoomFeeds {
  private final RoomLoop loop;
  private final FeedGate gate;
  private final MonotonicClock clock;
  private final RoomSeats seats;
  private final Supplier<Program> program;
  private final FeedList feeds = new FeedList();
  private final Map<RoomIngest, FeedSource> sources = new HashMap<>();
  private final FeedOrigin.Mix mix = new FeedOrigin.Mix();
  private final SmallFeeds small = new SmallFeeds();

  /**
   * @param program the room's present one
   */
  RoomFeeds(
      RoomLoop loop,
      FeedGate gate,
      MonotonicClock clock,
      RoomSeats seats,
      Supplier<Program> program) {
    this.loop = loop;
    this.gate = gate;
    this.clock = clock;
    this.seats = seats;
    this.program = program;
  }

  FeedList open() {
    return feeds;
  }

  void handle(RoomCommand.OfFeeds command) {
    switch (command) {
      case RoomCommand.Subscribe subscribe -> subscribe(subscribe);
      case RoomCommand.Watch watch -> watch(watch);
      case RoomCommand.RestartFeed(var seat, String source, String offerSdp, var reply) ->
          reply.complete(restart(find(seat, source), offerSdp));
      case RoomCommand.RestartWatch(var feed, String offerSdp, var reply) ->
          reply.complete(restart(feeds.holds(feed) ? feed : null, offerSdp));
      case RoomCommand.Unsubscribe(var seat, String source, var reply) -> {
        feeds.close(feeds.ofSeat(id(seat), source));
        reply.complete(Outcome.done(true));
      }
      case RoomCommand.EndWatch(var feed, var reply) -> {
        feeds.close(List.of(feed));
        reply.complete(Outcome.done(true));
      }
      case RoomCommand.FeedWantsKeyFrame(var feed) -> keyFrameWanted(feed);
      case RoomCommand.FeedTakes(var feed, PictureSize size, long bitsPerSecond) ->
          feed.took(size, bitsPerSecond);
      case RoomCommand.FeedClosed(var feed) -> feeds.forget(feed);
    }
  }

  /** A second feed of the same source takes the place of the first. */
  private void subscribe(RoomCommand.Subscribe wish) {
    RoomSeat seat = wish.seat();
    String source = wish.source();
    if (!seats.holds(seat)) {
      refuse(wish, RefusalCode.PARTICIPANT_NOT_FOUND, "This seat was given up.");
      return;
    }
    if (!source.equals(RoomFeed.MIX) && seats.find(source) == null) {
      refuse(wish, RefusalCode.PARTICIPANT_NOT_FOUND, "Nobody of that id is in the room.");
      return;
    }
    List<RoomFeed> before = feeds.ofSeat(id(seat), source);
    RoomFeed feed = new RoomFeed(loop, id(seat), source, true, () -> {});
    wish.reply().complete(open(seat.participant(), feed, wish.offerSdp(), before));
  }

  private void watch(RoomCommand.Watch wish) {
    Participant viewer = wish.participant();
    RoomFeed feed = new RoomFeed(loop, viewer.participantId(), RoomFeed.MIX, false, wish.ended());
    wish.reply()
        .complete(
            switch (open(viewer, feed, wish.offerSdp(), List.of())) {
              case Outcome.Done<String>(String answer) ->
                  Outcome.done(new Watching(new RoomWatch(loop, feed), answer));
              case Outcome.Refused<String> refused -> refused.as();
            });
  }

  private Outcome<String> open(
      Participant receiver, RoomFeed feed, String offerSdp, List<RoomFeed> before) {
    if (!receiver.grants().contains("subscribe")) {
      return Outcome.refused(RefusalCode.NOT_GRANTED, "The token does not allow subscribing.");
    }
    if (!feeds.hasPlaceFor(feed.receiver, before)) {
      return Outcome.refused(
          RefusalCode.OVERLOADED,
          "A participant has at most "
              + FeedList.MAX_OF_A_PARTICIPANT
              + " feeds, a room "
              + FeedList.MAX
              + ".");
    }
    return open(gate, feed, offerSdp, before);
  }

  private Outcome<String> open(
      FeedGate from, RoomFeed feed, String offerSdp, List<RoomFeed> before) {
    return switch (from.open(offerSdp, feed)) {
      case Outcome.Refused<FeedGate.Opened> refused -> refused.as();
      case Outcome.Done<FeedGate.Opened>(FeedGate.Opened opened) -> {
        feed.bind(opened.feed());
        feeds.close(before);
        feeds.add(feed);
        yield Outcome.done(opened.answerSdp());
      }
    };
  }

  /** A host's stream goes to another room; who is shown here only is no host of this one. */
  Outcome<String> give(LinkEnd to, LinkedRooms.Relay relay, FeedGate from, String offerSdp) {
    String host = relay.participantId();
    if (!publishes(host)) {
      return Outcome.refused(RefusalCode.NOT_PUBLISHING, "No host of that id publishes here.");
    }
    List<RoomFeed> before =
        feeds.ofLinks((f, gift) -> f.source.equals(host) && gift.linkId().equals(to.linkId()));
    if (!feeds.hasPlaceForLink(before)) {
      return Outcome.refused(
          RefusalCode.OVERLOADED,
          "A room gives at most " + FeedList.MAX_OF_LINKS + " streams to others.");
    }
    RoomFeed feed = RoomFeed.ofLink(loop, host, new RoomFeed.Gift(to.linkId(), relay.relayId()));
    return open(from, feed, offerSdp, before);
  }

  /** Ends what goes to other rooms by such links. */
  void endGifts(Predicate<RoomFeed.Gift> which) {
    feeds.close(feeds.ofLinks((feed, gift) -> which.test(gift)));
  }

  private static Outcome<String> restart(@Nullable RoomFeed feed, String offerSdp) {
    return feed == null
        ? Outcome.refused(RefusalCode.NOT_SUBSCRIBED, "There is no such feed to restart.")
        : feed.feed().restart(offerSdp);
  }

  private static <T> void refuse(RoomCommand.Asked<T> asked, RefusalCode code, String why) {
    asked.reply().complete(Outcome.refused(code, why));
  }

  /** What any published stream brings, after the program has seen it. */
  void media(RoomCommand.Media media) {
    switch (media) {
      case RoomCommand.Picture(var from, var unit, long firstAt, long arrivedNanos) ->
          picture(from, unit, firstAt);
      case RoomCommand.Sound(var from, var frame, long arrivedAt) -> sound(from, frame, arrivedAt);
      case RoomCommand.Report(var from, var kind, long ntp, long rtp) ->
          source(from).timeline().senderReport(kind, ntp, rtp);
      case RoomCommand.Captured(var from, var kind, long ntp, long rtp) ->
          source(from).timeline().captured(kind, ntp, rtp);
      case RoomCommand.Connected connected -> {}
      case RoomCommand.IngestClosed closed -> {}
    }
  }

  private void picture(RoomIngest from, AccessUnit unit, long firstAt) {
    if (feeds.isEmpty()) {
      return;
    }
    long now = clock.micros();
    FeedSource source = source(from);
    long at = source.picture(unit, firstAt, now);
    for (RoomFeed feed : feeds) {
      if (feed.origin() != source && isFor(feed, from)) {
        if (feed.origin() == null || unit.idr()) {
          feed.follow(source);
        } else {
          source.wantKeyFrame(now);
        }
      }
      if (feed.origin() == source) {
        feed.feed().video(unit, at);
      }
    }
  }

  private void sound(RoomIngest from, OpusFrame frame, long arrivedAt) {
    if (feeds.isEmpty()) {
      return;
    }
    FeedSource source = source(from);
    long at = source.sound(frame, arrivedAt);
    boolean muted = from.source().audioMuted();
    for (RoomFeed feed : feeds) {
      if (feed.origin() == null && isFor(feed, from)) {
        feed.follow(source);
      }
      if (feed.origin() == source && !muted) {
        feed.feed().sound(frame, at);
      }
    }
  }

  /**
   * A picture of the mix.
   *
   * @param unit its timestamp goes evenly, whatever its start
   */
  void mixVideo(AccessUnit unit, long at) {
    small.fullCame();
    mixVideo(mix, unit, at);
  }

  /** The same picture, smaller: after it. */
  void mixSmall(AccessUnit unit, long at) {
    small.came(at);
    mixVideo(small.origin(), unit, at);
  }

  private void mixVideo(FeedOrigin.Mix encode, AccessUnit unit, long at) {
    if (unit.idr()) {
      encode.keyFrameCame();
    }
    for (RoomFeed feed : feeds) {
      if (feed.isMix() && feed.origin() != encode && encode == encodeFor(feed, at)) {
        if (feed.origin() == null || unit.idr()) {
          feed.follow(encode);
        } else {
          encode.wantKeyFrame(at);
        }
      }
      if (feed.origin() == encode) {
        feed.feed().video(unit, at);
      }
    }
  }

  /** A receiver goes from one encode to the other at an IDR; until then it has what it had. */
  private FeedOrigin.Mix encodeFor(RoomFeed feed, long at) {
    return feed.size() == PictureSize.SMALL && small.runs(at) ? small.origin() : mix;
  }

  /** There will be no smaller pictures of this mix. */
  void mixSmallFailed() {
    mix.smaller(false);
    small.origin().smaller(false);
    for (RoomFeed feed : feeds) {
      if (feed.origin() == mix) {
        feed.feed().sized(false);
      }
    }
  }

  /** Another mix begins: what failed in the last one may work in this. */
  void mixBegins() {
    mix.smaller(true);
    small.origin().smaller(true);
  }

  /**
   * With how many bits the smaller pictures are to be made; 0 where nobody needs them.
   *
   * @param full bit/s of the mix
   */
  int smallBitrate(int full) {
    return SmallFeeds.bitrate(feeds, full);
  }

  boolean smallKeyFrameWanted() {
    return small.origin().keyFrameWanted();
  }

  /**
   * Sound of the mix.
   *
   * @param listener the publishing participant whose voice is left out; null for all who do not
   *     publish
   */
  void mixSound(@Nullable String listener, OpusFrame frame, long at) {
    for (RoomFeed feed : feeds) {
      boolean theirs =
          listener == null ? !publishes(feed.receiver) : listener.equals(feed.receiver);
      if (feed.origin() instanceof FeedOrigin.Mix && theirs) {
        feed.feed().sound(frame, at);
      }
    }
  }

  /**
   * For whom the mix's sound has to be made: each host that receives it, and null for all others.
   */
  List<@Nullable String> mixListeners() {
    List<@Nullable String> listeners = new ArrayList<>();
    for (RoomFeed feed : feeds) {
      String listener = publishes(feed.receiver) ? feed.receiver : null;
      if (feed.isMix() && !listeners.contains(listener)) {
        listeners.add(listener);
      }
    }
    return listeners;
  }

  /** Whether the mix's next picture should be an IDR: a receiver waits for one. */
  boolean mixKeyFrameWanted() {
    return mix.keyFrameWanted();
  }

  private boolean isFor(RoomFeed feed, RoomIngest from) {
    String sender = from.source().participantId();
    if (!feed.isMix()) {
      RoomSeat seat = seats.find(sender);
      return feed.source.equals(sender) && seat != null && seat.ingest == from;
    }
    Program present = program.get();
    return present.mode() == ProgramMode.PASSTHROUGH
        && present.onAir() == from.source()
        && !feed.receiver.equals(sender);
  }

  private boolean publishes(String participantId) {
    RoomSeat seat = seats.find(participantId);
    return seat != null && seat.ingest != null;
  }

  private FeedSource source(RoomIngest from) {
    return sources.computeIfAbsent(from, FeedSource::new);
  }

  private void keyFrameWanted(RoomFeed feed) {
    FeedOrigin origin = feed.origin();
    if (origin != null) {
      origin.wantKeyFrame(clock.micros());
    }
  }

  /** A published stream has ended. */
  void gone(RoomIngest ingest) {
    FeedSource source = sources.remove(ingest);
    if (source != null) {
      feeds.forEach(feed -> feed.lose(source));
    }
    String host = ingest.source().participantId();
    RoomSeat seat = seats.find(host);
    boolean replaced = seat != null && seat.ingest != null && seat.ingest != ingest;
    if (!replaced) {
      // The other room holds the last picture, or lets the host go: it asks which.
      feeds.close(feeds.ofLinks((feed, gift) -> feed.source.equals(host)));
    }
  }

  /** A seat was given up. */
  void left(RoomSeat seat) {
    feeds.left(id(seat));
  }

  boolean expel(String participantId) {
    return feeds.expel(participantId);
  }

  void closeAll() {
    feeds.closeAll();
    sources.clear();
  }

  private @Nullable RoomFeed find(RoomSeat seat, String source) {
    List<RoomFeed> found = feeds.ofSeat(id(seat), source);
    return found.isEmpty() ? null : found.getFirst();
  }

  private static String id(RoomSeat seat) {
    return seat.participant().participantId();
  }
}
