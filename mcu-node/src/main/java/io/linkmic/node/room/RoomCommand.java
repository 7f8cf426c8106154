package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.program.MixNews;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** All that can happen to a room; handled one after the other by its {@link RoomLoop}. */
sealed interface RoomCommand {

  /** Media of one ingest. */
  sealed interface Media extends RoomCommand {
    RoomIngest from();
  }

  /** Media proper, which comes many times a second and may be dropped when the room is too busy. */
  sealed interface Flow extends Media {}

  record Picture(RoomIngest from, AccessUnit unit, long firstAt, long arrivedNanos)
      implements Flow {}

  record Sound(RoomIngest from, OpusFrame frame, long arrivedAt) implements Flow {}

  record Report(RoomIngest from, MediaKind kind, long ntpTimestamp, long rtpTimestamp)
      implements Flow {}

  record Captured(RoomIngest from, MediaKind kind, long ntpTimestamp, long rtpTimestamp)
      implements Flow {}

  record Connected(RoomIngest from) implements Media {}

  record IngestClosed(RoomIngest from, String reason) implements Media {}

  /** A command that is answered. */
  sealed interface Asked<T> extends RoomCommand {
    CompletableFuture<Outcome<T>> reply();
  }

  record Join(
      Participant participant, SeatListener listener, CompletableFuture<Outcome<Seat>> reply)
      implements Asked<Seat> {}

  record Publish(RoomSeat seat, String offerSdp, CompletableFuture<Outcome<String>> reply)
      implements Asked<String> {}

  record Restart(RoomSeat seat, String offerSdp, CompletableFuture<Outcome<String>> reply)
      implements Asked<String> {}

  record Unpublish(RoomSeat seat, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean> {}

  record Mute(
      RoomSeat seat,
      @Nullable Boolean audio,
      @Nullable Boolean video,
      CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean> {}

  record Message(
      RoomSeat seat, @Nullable String to, String text, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean> {}

  record Leave(RoomSeat seat, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean> {}

  /**
   * @param keepsLinks whether those that the room has stay, whatever the settings say
   */
  record Configure(
      RoomSettings settings, boolean keepsLinks, CompletableFuture<Outcome<RoomView>> reply)
      implements Asked<RoomView> {}

  record Close(CompletableFuture<Outcome<RoomView>> reply) implements Asked<RoomView> {}

  record Status(CompletableFuture<Outcome<ProgramStatus>> reply) implements Asked<ProgramStatus> {}

  record Moderate(
      String participantId, Moderation what, CompletableFuture<Outcome<ParticipantView>> reply)
      implements Asked<ParticipantView> {}

  record Expel(String participantId, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean> {}

  /** About what the room sends back; handled by {@link RoomFeeds}. */
  sealed interface OfFeeds extends RoomCommand {}

  record Subscribe(
      RoomSeat seat, String offerSdp, String source, CompletableFuture<Outcome<String>> reply)
      implements Asked<String>, OfFeeds {}

  /**
   * @param ended told on the room's thread when the feed is over
   */
  record Watch(
      Participant participant,
      String offerSdp,
      Runnable ended,
      CompletableFuture<Outcome<Watching>> reply)
      implements Asked<Watching>, OfFeeds {}

  record RestartFeed(
      RoomSeat seat, String source, String offerSdp, CompletableFuture<Outcome<String>> reply)
      implements Asked<String>, OfFeeds {}

  record RestartWatch(RoomFeed feed, String offerSdp, CompletableFuture<Outcome<String>> reply)
      implements Asked<String>, OfFeeds {}

  record Unsubscribe(
      RoomSeat seat, @Nullable String source, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean>, OfFeeds {}

  record EndWatch(RoomFeed feed, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean>, OfFeeds {}

  record FeedWantsKeyFrame(RoomFeed feed) implements OfFeeds {}

  record FeedTakes(RoomFeed feed, PictureSize size, long bitsPerSecond) implements OfFeeds {}

  record FeedClosed(RoomFeed feed) implements OfFeeds {}

  /** About links to other rooms; handled by {@link RoomLinks}. */
  sealed interface OfLinks extends RoomCommand {}

  record Link(List<RoomLink> links, CompletableFuture<Outcome<RoomView>> reply)
      implements Asked<RoomView>, OfLinks {}

  record Hosts(LinkEnd to, CompletableFuture<Outcome<List<LinkedHost>>> reply)
      implements Asked<List<LinkedHost>>, OfLinks {}

  record Give(
      LinkEnd to,
      LinkedRooms.Relay relay,
      FeedGate gate,
      String offerSdp,
      CompletableFuture<Outcome<String>> reply)
      implements Asked<String>, OfLinks {}

  record EndGift(String relayId, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean>, OfLinks {}

  record Show(
      LinkEnd from, LinkedHost host, IngestGate gate, CompletableFuture<Outcome<Boolean>> reply)
      implements Asked<Boolean>, OfLinks {}

  record Adjust(LinkEnd from, LinkedHost host) implements OfLinks {}

  record Dismiss(LinkEnd from, String participantId) implements OfLinks {}

  record LinkTold(LinkStatus status) implements OfLinks {}

  record Disconnected(RoomSeat seat) implements RoomCommand {}

  record Reconnected(RoomSeat seat, SeatListener listener) implements RoomCommand {}

  record KeyFrameWanted() implements RoomCommand {}

  record MixHappened(MixNews news) implements RoomCommand {}

  record Tick() implements RoomCommand {}
}
