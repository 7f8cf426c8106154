package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramMode;
import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.contract.program.ProgramStatus.LinkStatus;
import io.linkmic.contract.room.EgressTarget;
import io.linkmic.contract.room.RoomSettings;
import io.linkmic.node.egress.EgressSet;
import io.linkmic.node.program.MixNews;
import io.linkmic.node.program.OnAir;
import io.linkmic.node.program.PictureMix;
import io.linkmic.node.program.Program;
import io.linkmic.node.program.ProgramOutput;
import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.program.Source;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room's program: the streams that go into it, and where it goes: to the targets, back to those
 * who receive it, as news to seats and journal. The {@link RoomLoop}'s thread only.
 */
final class RoomProgram implements ProgramOutput {
  private final String roomId;
  private final long epoch;
  private final RoomLoop loop;
  private final RoomContext context;
  private final RoomSeats seats;
  private final RoomJournal journal;
  private final RoomFeeds feeds;
  private final MixRate mixRate;
  private final List<RoomIngest> ingests = new ArrayList<>();
  private RoomSettings settings;
  private Program program;
  private @Nullable EgressSet egress;
  private boolean listened;

  RoomProgram(
      String roomId,
      RoomSettings settings,
      long epoch,
      RoomLoop loop,
      RoomContext context,
      RoomSeats seats,
      RoomJournal journal) {
    this.roomId = roomId;
    this.epoch = epoch;
    this.loop = loop;
    this.context = context;
    this.seats = seats;
    this.journal = journal;
    this.settings = settings;
    this.mixRate = new MixRate(roomId, context.log());
    this.program = newProgram();
    this.feeds = new RoomFeeds(loop, context.feeds(), context.clock(), seats, () -> program);
    arrange();
  }

  /** What goes back by WebRTC. */
  RoomFeeds feeds() {
    return feeds;
  }

  private Program newProgram() {
    return new Program(
        new Program.ProgramSettings(
            settings.video().gop(), settings.holdTimeout(), settings.audio().bitrate(), format()),
        this,
        context.mixes(),
        news -> loop.post(new RoomCommand.MixHappened(news)));
  }

  private PictureMix.Format format() {
    var video = settings.video();
    return new PictureMix.Format(
        video.width(),
        video.height(),
        video.frameRate(),
        video.bitrate(),
        video.gop().toNanos() / 1000);
  }

  /** The room is to be so from now on. */
  void follow(RoomSettings wanted) {
    settings = wanted;
    if (program.mode() == ProgramMode.IDLE && program.source() == null) {
      program = newProgram();
    }
    arrange();
    if (egress != null) {
      egress.targets(targets());
    }
  }

  private void arrange() {
    program.layout(settings.layout(), context.clock().micros());
    program.sei(settings.video().sei(), System::currentTimeMillis);
  }

  /** With what only this room knows filled in. */
  private List<EgressTarget> targets() {
    return EgressTemplate.fill(settings.egress(), roomId, epoch);
  }

  /** A stream takes part in the program from its first IDR on. */
  void begin(RoomIngest ingest) {
    ingests.add(ingest);
    program.publish(ingest.source());
  }

  /** Ends all streams of a host without a hold, and a hold itself. */
  void end(String participantId) {
    program.unpublished(participantId);
    for (RoomIngest ingest : ingests) {
      if (ingest.source().participantId().equals(participantId)) {
        ingest.closeOnPurpose();
      }
    }
  }

  /** Media or news of a published stream, but for its end. */
  void media(RoomCommand.Media media) {
    Source source = media.from().source();
    switch (media) {
      case RoomCommand.Picture(var from, var unit, long firstAt, long arrivedNanos) ->
          program.video(source, unit, firstAt, context.clock().micros(), arrivedNanos);
      case RoomCommand.Sound(var from, var frame, long arrivedAt) ->
          program.audio(source, frame, arrivedAt);
      case RoomCommand.Report(var from, var kind, long ntp, long rtp) ->
          program.senderReport(source, kind, ntp, rtp);
      case RoomCommand.Captured(var from, var kind, long ntp, long rtp) ->
          program.captureTime(source, kind, ntp, rtp);
      case RoomCommand.Connected(var from) -> from.ingest().requestKeyFrame();
      case RoomCommand.IngestClosed closed -> {}
    }
    feeds.media(media);
  }

  /** A stream has ended; unless on purpose, its last picture is held for a while. */
  void gone(RoomIngest from, long now) {
    feeds.gone(from);
    ingests.remove(from);
    if (!from.closedOnPurpose()) {
      program.vanished(from.source(), now);
    }
  }

  /** Streams whose end did not fit into the mailbox. */
  List<RoomIngest> endedUntold() {
    return ingests.stream().filter(RoomIngest::endUntold).toList();
  }

  /** A host who says good-bye while its last picture is held does not come back. */
  void endHold(String participantId) {
    program.unpublished(participantId);
  }

  /** A target needs an IDR to begin with. */
  void keyFrame() {
    program.keyFrame();
  }

  void mixHappened(MixNews news) {
    program.mixHappened(news, context.clock().micros());
  }

  void tick(long now) {
    program.tick(now);
    if (egress != null) {
      mixRate.follow(egress, program, settings.video().bitrate(), now);
    }
    followListeners();
  }

  List<EgressStatus> targetsNow() {
    return egress == null ? List.of() : egress.status();
  }

  ProgramStatus status(List<LinkStatus> links) {
    return RoomStatus.of(roomId, program, egress, links);
  }

  /** Also after a failure in the middle of something: every step is taken. */
  void close() {
    try {
      program.close();
    } finally {
      ended();
      feeds.closeAll();
      ingests.forEach(RoomIngest::closeOnPurpose);
    }
  }

  /** Nobody listens, nothing is encoded. */
  private void followListeners() {
    if (!feeds.open().isEmpty() || listened) {
      List<@Nullable String> listeners =
          program.mode() == ProgramMode.MIX ? feeds.mixListeners() : List.of();
      listened = !listeners.isEmpty();
      program.listen(listeners);
    }
    if (feeds.mixKeyFrameWanted()) {
      program.keyFrame();
    }
    program.small(feeds.smallBitrate(settings.video().bitrate()), feeds.smallKeyFrameWanted());
  }

  @Override
  public void packet(ProgramPacket packet) {
    OnAir air = program.air();
    if (egress == null && air != null) {
      egress =
          new EgressSet(
              context.egressRules(),
              context.metrics(),
              context.egresses(),
              air.audioSpecificConfig(),
              () -> loop.post(new RoomCommand.KeyFrameWanted()));
      egress.targets(targets());
    }
    if (egress != null) {
      egress.packet(packet);
    }
  }

  @Override
  public void modeChanged(ProgramMode mode, String reason) {
    context.log().info("Room {}: {} ({})", roomId, mode, reason);
    if (mode == ProgramMode.MIX) {
      feeds.mixBegins();
    }
    seats.tell(null, listener -> listener.programChanged(mode, reason));
    Source source = program.source();
    journal.program(mode, reason, source == null ? null : source.participantId());
  }

  @Override
  public void mixDegraded(@Nullable String what) {
    if (what == null) {
      context.log().info("Room {}: the mix is whole again", roomId);
    } else {
      context.log().warn("Room {}: {}", roomId, what);
    }
    journal.mixDegraded(what);
  }

  @Override
  public void keyFrameWanted(Source source) {
    for (RoomIngest ingest : ingests) {
      if (ingest.source() == source) {
        ingest.ingest().requestKeyFrame();
      }
    }
  }

  @Override
  public void replaced(Source source) {
    for (RoomIngest ingest : ingests) {
      if (ingest.source() == source) {
        ingest.closeOnPurpose();
      }
    }
  }

  @Override
  public void returnPicture(AccessUnit unit, long at) {
    feeds.mixVideo(unit, at);
  }

  @Override
  public void returnSmall(AccessUnit unit, long at) {
    feeds.mixSmall(unit, at);
  }

  @Override
  public void smallFailed(String why) {
    context.log().warn("Room {}: no smaller pictures of the mix ({})", roomId, why);
    feeds.mixSmallFailed();
  }

  @Override
  public void returnSound(@Nullable String participantId, OpusFrame frame, long at) {
    feeds.mixSound(participantId, frame, at);
  }

  @Override
  public void ended() {
    if (egress != null) {
      egress.finish();
      egress = null;
    }
  }
}
