package io.linkmic.node.room;

import io.linkmic.contract.program.ProgramStatus;
import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** All rooms of this node. Any thread may call; answers come from the room's own thread. */
public interface RoomDirectory {

  /**
   * Creates the room, without a lease, or changes the settings of the one that exists, which keeps
   * its links.
   */
  CompletionStage<Outcome<RoomView>> put(String roomId, RoomSettings settings);

  /** The room's links are these from now on. */
  CompletionStage<Outcome<RoomView>> link(String roomId, List<RoomLink> links);

  /** The rooms as their links see them. */
  LinkedRooms linked();

  /** Ends the program, closes all seats and forgets the room. */
  CompletionStage<Outcome<RoomView>> delete(String roomId);

  List<RoomView> list();

  Optional<RoomView> find(String roomId);

  CompletionStage<Outcome<ProgramStatus>> program(String roomId);

  /** Mutes, makes louder, gives another role. */
  CompletionStage<Outcome<ParticipantView>> moderate(
      String roomId, String participantId, Moderation moderation);

  /** Takes a participant's seat away; its stream ends at once. */
  CompletionStage<Outcome<Boolean>> expel(String roomId, String participantId);

  /** A draining node takes no new rooms; those it has go on. */
  void drain(boolean draining);

  boolean draining();

  /**
   * Opens a feed of the program for somebody who takes no seat.
   *
   * @param offerSdp receives
   * @param ended told once when the feed is over, on the room's thread
   */
  CompletionStage<Outcome<Watching>> watch(
      String roomId, Participant participant, String offerSdp, Runnable ended);

  /**
   * Takes a seat. A participant who sits there already (same id) is moved to the new seat: the old
   * listener hears {@link SeatListener#removed}, media goes on until the new seat publishes.
   */
  CompletionStage<Outcome<Seat>> join(
      String roomId, Participant participant, SeatListener listener);
}
