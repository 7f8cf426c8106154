package io.linkmic.node.room;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@link Seat} a door holds: every call becomes a command of the room. */
final class RoomSeat implements Seat {
  private final RoomLoop room;
  private final Participant participant;

  // The room's thread only.
  SeatListener listener;
  @Nullable RoomIngest ingest;
  boolean audioMuted;
  boolean videoMuted;
  private boolean silenced;
  private double gain = 1;
  private String role;

  /** Its stream ended without a word and may come back. */
  boolean lost;

  boolean connected = true;
  long disconnectedAt;

  RoomSeat(RoomLoop room, Participant participant, SeatListener listener) {
    this.room = room;
    this.participant = participant;
    this.listener = listener;
    this.role = roleOf(participant);
  }

  private static String roleOf(Participant participant) {
    if (!participant.grants().contains("publish")) {
      return Moderation.AUDIENCE;
    }
    return participant.grants().contains("admin") ? "host" : "cohost";
  }

  /** Whether it may publish now: by its token, or because an operator gave it the role. */
  boolean mayPublish() {
    return !role.equals(Moderation.AUDIENCE);
  }

  void moderate(Moderation what) {
    silenced = what.audioMuted() == null ? silenced : what.audioMuted();
    gain = what.gain() == null ? gain : what.gain();
    role = what.role() == null ? role : what.role();
    apply();
  }

  /** The same person, seated anew: what an operator decided stays. */
  void takeOver(RoomSeat before) {
    silenced = before.silenced;
    gain = before.gain;
    role = before.role.equals(roleOf(before.participant)) ? role : before.role;
    ingest = before.ingest;
    before.ingest = null;
    lost = before.lost;
    apply();
  }

  /** To its stream, as it is now. */
  void apply() {
    if (ingest != null) {
      ingest.source().muteAudio(muted());
      ingest.source().gain((float) gain);
      ingest.source().cameraOff(videoMuted);
    }
  }

  /** By itself or by an operator. */
  boolean muted() {
    return audioMuted || silenced;
  }

  /** Whether other rooms show it, with a picture or the last one. */
  boolean isHost() {
    return ingest != null || lost;
  }

  LinkedHost asHost() {
    return new LinkedHost(
        participant.participantId(),
        participant.name(),
        ingest != null,
        ingest != null && ingest.ingest().hasAudio(),
        muted(),
        videoMuted,
        gain);
  }

  ParticipantView view() {
    return new ParticipantView(
        participant.participantId(),
        participant.name(),
        ingest != null,
        muted(),
        videoMuted,
        role,
        gain);
  }

  @Override
  public Participant participant() {
    return participant;
  }

  @Override
  public RoomView room() {
    return room.view();
  }

  @Override
  public CompletionStage<Outcome<String>> publish(String offerSdp) {
    return ask(reply -> new RoomCommand.Publish(this, offerSdp, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> candidate(String candidate) {
    // ICE-lite learns the host's addresses from its checks; candidates are taken and not needed.
    return CompletableFuture.completedFuture(Outcome.done(true));
  }

  @Override
  public CompletionStage<Outcome<String>> restart(String offerSdp) {
    return ask(reply -> new RoomCommand.Restart(this, offerSdp, reply));
  }

  @Override
  public CompletionStage<Outcome<String>> subscribe(String offerSdp, String source) {
    return ask(reply -> new RoomCommand.Subscribe(this, offerSdp, source, reply));
  }

  @Override
  public CompletionStage<Outcome<String>> restartFeed(String source, String offerSdp) {
    return ask(reply -> new RoomCommand.RestartFeed(this, source, offerSdp, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> unsubscribe(@Nullable String source) {
    return ask(reply -> new RoomCommand.Unsubscribe(this, source, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> unpublish() {
    return ask(reply -> new RoomCommand.Unpublish(this, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> mute(@Nullable Boolean audio, @Nullable Boolean video) {
    return ask(reply -> new RoomCommand.Mute(this, audio, video, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> message(@Nullable String to, String text) {
    return ask(reply -> new RoomCommand.Message(this, to, text, reply));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> leave() {
    return ask(reply -> new RoomCommand.Leave(this, reply));
  }

  @Override
  public void disconnected() {
    room.post(new RoomCommand.Disconnected(this));
  }

  @Override
  public void reconnected(SeatListener newListener) {
    room.post(new RoomCommand.Reconnected(this, newListener));
  }

  private <T> CompletionStage<Outcome<T>> ask(
      Function<CompletableFuture<Outcome<T>>, RoomCommand.Asked<T>> command) {
    return room.ask(command);
  }
}
