package io.linkmic.node.control;

import io.linkmic.node.http.Problem;
import io.linkmic.node.http.ProblemException;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.RoomDirectory;
import io.linkmic.node.room.RoomView;
import org.jspecify.annotations.Nullable;

/** A command for an ownership that ended must not touch the one that followed. */
final class Fence {
  /** The header that says which ownership is meant. */
  static final String EPOCH = "LinkMic-Epoch";

  private Fence() {}

  /**
   * @param epoch null for any
   * @throws ProblemException if the room is not here, or under another epoch
   */
  static void check(RoomDirectory rooms, String roomId, @Nullable Long epoch) {
    if (epoch != null && find(rooms, roomId).epoch() != epoch) {
      throw new ProblemException(
          Problem.of(
              RefusalCode.STALE_EPOCH.status(),
              RefusalCode.STALE_EPOCH.kebab(),
              "This node runs the room under another epoch."));
    }
  }

  /** The room, or a 404. */
  static RoomView find(RoomDirectory rooms, String roomId) {
    return rooms
        .find(roomId)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(
                    RefusalCode.ROOM_NOT_FOUND.status(),
                    RefusalCode.ROOM_NOT_FOUND.kebab(),
                    "There is no such room on this node.")));
  }
}
