package io.linkmic.node.control;

import io.linkmic.contract.room.RoomLink;
import io.linkmic.contract.room.RoomRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a list of links can be a room's. */
final class LinkCheck {
  // A room shows at most 16 hosts, so more links would show nobody.
  private static final int MOST = 16;
  private static final int LONGEST_ID = 64;

  private LinkCheck() {}

  /** One sentence; null when all is well. */
  static @Nullable String problem(String roomId, List<RoomLink> links) {
    if (links.size() > MOST) {
      return "A room has at most " + MOST + " links.";
    }
    Set<String> ids = new HashSet<>();
    Set<String> peers = new HashSet<>();
    for (RoomLink link : links) {
      String problem = problem(roomId, link);
      if (problem != null) {
        return problem;
      }
      if (!ids.add(link.linkId()) || !peers.add(link.peerRoomId())) {
        return "Each linkId and each peerRoomId is there once.";
      }
    }
    return null;
  }

  @SuppressWarnings("NullAway") // JSON may lack what a record must have.
  private static @Nullable String problem(String roomId, RoomLink link) {
    if (link == null
        || link.linkId() == null
        || link.linkId().isBlank()
        || link.linkId().length() > LONGEST_ID) {
      return "linkId is 1–" + LONGEST_ID + " characters.";
    }
    if (link.peerRoomId() == null || !RoomRules.isRoomId(link.peerRoomId())) {
      return "peerRoomId is 1–64 letters, digits, '_' or '-'.";
    }
    return link.peerRoomId().equals(roomId) ? "A room is not linked to itself." : null;
  }
}
