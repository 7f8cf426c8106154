package io.linkmic.node.relay;

import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.LinkedHost;
import io.linkmic.node.room.LinkedRooms.Relay;
import io.linkmic.node.room.Outcome;
import java.util.List;

/** The room on the other side of a link. May wait: a virtual thread's. */
interface OtherSide {
  /** Another one when the room has moved or was begun anew: its streams must be pulled again. */
  String place();

  boolean isLocal();

  Outcome<List<LinkedHost>> hosts();

  /**
   * Has a host's stream given to us.
   *
   * @return opens it, with an empty offer
   */
  Outcome<IngestGate> pull(Relay relay, LinkedHost host);

  /** What was given is not needed after all. */
  void end(Relay relay);
}
