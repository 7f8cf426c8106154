package io.linkmic.node.room;

import io.linkmic.contract.event.EventType;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.program.MixNews;
import io.linkmic.node.program.Source;
import java.time.Duration;
import java.time.Instant;

/** A room's state and what its commands do to it. The {@link RoomLoop}'s thread only. */
final class Room {
  // reliability.md: a seat is held for 20 s while its host changes networks.
  private static final long SEAT_HELD_MICROS = 20_000_000;
  private static final long QUALITY_MICROS = 1_000_000;

  private final String roomId;
  private final long epoch;
  private final RoomLoop loop;
  private final RoomContext context;
  private final Instant createdAt;
  private final RoomSeats seats;
  private final RoomJournal journal;
  private final RoomProgram program;
  private final RoomFeeds feeds;
  private final RoomLinks links;
  private RoomSettings settings;
  private boolean closed;
  private long emptySince;
  private long qualityAt;

  Room(String roomId, RoomSettings settings, long epoch, RoomLoop loop, RoomContext context) {
    this.roomId = roomId;
    this.epoch = epoch;
    this.journal = new RoomJournal(roomId, epoch, context.watcher());
    this.settings = settings;
    this.loop = loop;
    this.context = context;
    this.createdAt = context.clock().now();
    this.emptySince = context.clock().micros();
    this.seats = new RoomSeats(roomId, context.log());
    this.program = new RoomProgram(roomId, settings, epoch, loop, context, seats, journal);
    this.feeds = program.feeds();
    this.links = new RoomLinks(loop, seats, program, journal, this);
  }

  RoomSettings settings() {
    return settings;
  }

  RoomView view() {
    return new RoomView(roomId, settings, createdAt, epoch, seats.views());
  }

  /** The room looks different now; whoever asks next sees it, also before the reply comes. */
  void show() {
    loop.show(view());
  }

  void handle(RoomCommand command) {
    if (closed && command instanceof RoomCommand.Asked<?> asked) {
      refuse(asked, RefusalCode.ROOM_CLOSED, "The room was closed.");
      return;
    }
    switch (command) {
      case RoomCommand.Media media -> media(media);
      case RoomCommand.Join join -> join(join);
      case RoomCommand.Publish publish -> publish(publish);
      case RoomCommand.Restart restart -> restart(restart);
      case RoomCommand.Unpublish(RoomSeat seat, var reply) -> {
        endHold(seat);
        unpublish(seat);
        reply.complete(Outcome.done(true));
      }
      case RoomCommand.Mute mute -> mute(mute);
      case RoomCommand.Message(RoomSeat from, String to, String text, var reply) ->
          reply.complete(seats.message(from, to, text));
      case RoomCommand.Leave(RoomSeat seat, var reply) -> {
        endHold(seat);
        remove(seat);
        reply.complete(Outcome.done(true));
      }
      case RoomCommand.Configure(RoomSettings wanted, boolean keepsLinks, var reply) -> {
        configure(keepsLinks ? wanted.withLinks(settings.links()) : wanted);
        reply.complete(Outcome.done(view()));
      }
      case RoomCommand.Close(var reply) -> {
        close("The room was deleted.");
        reply.complete(Outcome.done(view()));
      }
      case RoomCommand.OfFeeds ofFeeds -> feeds.handle(ofFeeds);
      case RoomCommand.OfLinks ofLinks -> links.handle(ofLinks);
      case RoomCommand.Moderate moderate -> moderate(moderate);
      case RoomCommand.Expel expel -> expel(expel);
      case RoomCommand.Status(var reply) ->
          reply.complete(Outcome.done(program.status(links.status())));
      case RoomCommand.Disconnected(RoomSeat seat) -> {
        seat.connected = false;
        seat.disconnectedAt = context.clock().micros();
      }
      case RoomCommand.Reconnected(RoomSeat seat, SeatListener listener) -> {
        seat.listener = listener;
        seat.connected = true;
      }
      case RoomCommand.KeyFrameWanted() -> program.keyFrame();
      case RoomCommand.MixHappened(MixNews news) -> program.mixHappened(news);
      case RoomCommand.Tick() -> tick();
    }
  }

  static <T> void refuse(RoomCommand.Asked<T> asked, RefusalCode code, String why) {
    asked.reply().complete(Outcome.refused(code, why));
  }

  private void media(RoomCommand.Media media) {
    if (media instanceof RoomCommand.IngestClosed(var from, String reason)) {
      ingestClosed(from, context.clock().micros());
    } else {
      program.media(media);
    }
  }

  private void ingestClosed(RoomIngest from, long now) {
    program.gone(from, now);
    links.gone(from);
    if (from.closedOnPurpose()) {
      return;
    }
    for (RoomSeat seat : seats.all()) {
      if (seat.ingest == from) {
        streamGone(seat);
        seat.lost = true;
        seat.disconnectedAt = now;
      }
    }
  }

  private void streamGone(RoomSeat seat) {
    seat.ingest = null;
    show();
    seats.tell(null, listener -> listener.streamRemoved(seat.participant().participantId()));
    journal.stream(EventType.STREAM_REMOVED, seat.participant());
  }

  private void join(RoomCommand.Join join) {
    if (seats.isFullFor(join.participant())) {
      refuse(
          join,
          RefusalCode.ROOM_FULL,
          "All " + RoomSeats.MAX_SEATS + " seats of the room are taken.");
      return;
    }
    RoomSeat seat = new RoomSeat(loop, join.participant(), join.listener());
    if (seats.add(seat)) {
      journal.joined(join.participant());
    }
    show();
    join.reply().complete(Outcome.done(seat));
  }

  private void publish(RoomCommand.Publish publish) {
    RoomSeat seat = publish.seat();
    if (!seats.holds(seat)) {
      refuse(publish, RefusalCode.PARTICIPANT_NOT_FOUND, "This seat was given up.");
      return;
    }
    if (!seat.mayPublish()) {
      refuse(publish, RefusalCode.NOT_GRANTED, "The token or the role does not allow publishing.");
      return;
    }
    long hosts = seats.all().stream().filter(s -> s != seat && s.ingest != null).count();
    if (hosts >= settings.maxHosts()) {
      refuse(
          publish,
          RefusalCode.ROOM_FULL,
          "All " + settings.maxHosts() + " hosts' places of the room are taken.");
      return;
    }
    if (links.shows(seat.participant().participantId())) {
      refuse(publish, RefusalCode.ROOM_FULL, "A linked room's host has the participant's id here.");
      return;
    }
    RoomIngest ingest = new RoomIngest(loop);
    switch (context.gate().open(publish.offerSdp(), ingest)) {
      case Outcome.Refused<IngestGate.Opened> refused -> publish.reply().complete(refused.as());
      case Outcome.Done<IngestGate.Opened>(IngestGate.Opened opened) -> {
        accept(seat, ingest, opened);
        publish.reply().complete(Outcome.done(opened.answerSdp()));
      }
    }
  }

  private void accept(RoomSeat seat, RoomIngest ingest, IngestGate.Opened opened) {
    Participant who = seat.participant();
    Source source = new Source(who.participantId(), who.name(), opened.ingest().hasAudio());
    ingest.bind(opened.ingest(), source);
    seat.ingest = ingest;
    seat.lost = false;
    seat.apply();
    show();
    program.begin(ingest);
    links.makePlace();
    journal.stream(EventType.STREAM_ADDED, seat.participant());
    seats.tell(seat, listener -> listener.streamAdded(seat.participant().participantId()));
  }

  private void restart(RoomCommand.Restart restart) {
    RoomIngest ingest = restart.seat().ingest;
    if (ingest == null) {
      refuse(restart, RefusalCode.NOT_PUBLISHING, "There is no published stream to restart.");
      return;
    }
    restart.reply().complete(ingest.ingest().restart(restart.offerSdp()));
  }

  /** Who says good-bye while the last picture is held does not come back. */
  private void endHold(RoomSeat seat) {
    if (seats.holds(seat) && seat.ingest == null) {
      seat.lost = false;
      program.endHold(seat.participant().participantId());
    }
  }

  private void unpublish(RoomSeat seat) {
    if (seat.ingest == null) {
      return;
    }
    program.end(seat.participant().participantId());
    streamGone(seat);
  }

  private void remove(RoomSeat seat) {
    if (!seats.holds(seat)) {
      return;
    }
    unpublish(seat);
    seats.remove(seat);
    feeds.left(seat);
    journal.left(seat.participant());
    emptySince = context.clock().micros();
    show();
  }

  private void mute(RoomCommand.Mute mute) {
    RoomSeat seat = mute.seat();
    seat.audioMuted = mute.audio() != null ? mute.audio() : seat.audioMuted;
    seat.videoMuted = mute.video() != null ? mute.video() : seat.videoMuted;
    seat.apply();
    show();
    mute.reply().complete(Outcome.done(true));
  }

  private void moderate(RoomCommand.Moderate moderate) {
    RoomSeat seat = seats.find(moderate.participantId());
    if (seat == null) {
      refuse(moderate, RefusalCode.PARTICIPANT_NOT_FOUND, "Nobody of that id is in the room.");
      return;
    }
    seat.moderate(moderate.what());
    if (!seat.mayPublish()) {
      endHold(seat);
      unpublish(seat);
    }
    show();
    moderate.reply().complete(Outcome.done(seat.view()));
  }

  private void expel(RoomCommand.Expel expel) {
    RoomSeat seat = seats.find(expel.participantId());
    boolean watched = feeds.expel(expel.participantId());
    if (seat == null && watched) {
      expel.reply().complete(Outcome.done(true));
      return;
    }
    if (seat == null) {
      refuse(expel, RefusalCode.PARTICIPANT_NOT_FOUND, "Nobody of that id is in the room.");
      return;
    }
    endHold(seat);
    remove(seat);
    seats.hear(seat, listener -> listener.removed("An operator removed the participant."));
    expel.reply().complete(Outcome.done(true));
  }

  void configure(RoomSettings wanted) {
    // Two writers' orders may overtake each other on their way: the newer layout stays.
    boolean stale = wanted.layout().sequence() < settings.layout().sequence();
    settings = stale ? wanted.withLayout(settings.layout()) : wanted;
    links.follow();
    show();
    program.follow(settings);
  }

  void close(String why) {
    if (closed) {
      return;
    }
    closed = true;
    // Also after a failure in the middle of something: every step is taken, whatever another did.
    context.watcher().ended(roomId, epoch, why);
    try {
      program.close();
    } finally {
      seats.tell(null, listener -> listener.roomClosed(why));
      seats.clear();
      show();
      journal.ended(why);
    }
  }

  private void tick() {
    long now = context.clock().micros();
    program.tick(now);
    if (now - qualityAt >= QUALITY_MICROS) {
      qualityAt = now;
      everySecond(now);
    }
  }

  private void everySecond(long now) {
    program.endedUntold().forEach(ingest -> ingestClosed(ingest, now));
    journal.egress(program.targetsNow());
    for (RoomSeat seat : seats.all()) {
      RoomIngest ingest = seat.ingest;
      if (ingest != null) {
        seats.hear(seat, listener -> listener.quality(ingest.ingest().quality()));
      } else if (!seat.connected && now - seat.disconnectedAt > SEAT_HELD_MICROS) {
        remove(seat);
        seats.hear(
            seat,
            listener -> listener.removed("The stream ended and nobody came back to the seat."));
      }
    }
    if (!seats.isEmpty()) {
      emptySince = now;
    }
    Duration empty = Duration.ofNanos((now - emptySince) * 1000);
    if (!closed && empty.compareTo(settings.emptyTimeout()) > 0) {
      close("The room was empty for " + settings.emptyTimeout().toSeconds() + " s.");
    }
  }
}
