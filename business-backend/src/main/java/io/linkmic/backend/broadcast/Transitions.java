package io.linkmic.backend.broadcast;

import static io.linkmic.backend.broadcast.BroadcastState.ENDED;
import static io.linkmic.backend.broadcast.BroadcastState.INTERRUPTED;
import static io.linkmic.backend.broadcast.BroadcastState.LIVE;

/** The state machine, and nothing else. Pure. */
final class Transitions {
  private Transitions() {}

  /** The state after {@code cause}; the same state when the cause changes nothing. */
  static BroadcastState next(BroadcastState state, Cause cause) {
    return switch (state) {
      case CREATED ->
          switch (cause) {
            case ON_AIR -> LIVE;
            case END_REQUESTED, NEVER_LIVE, ROOM_DELETED -> ENDED;
            case CREATED, OFF_AIR, HOST_AWAY -> state;
          };
      case LIVE ->
          switch (cause) {
            case OFF_AIR -> INTERRUPTED;
            case END_REQUESTED, ROOM_DELETED -> ENDED;
            case CREATED, ON_AIR, HOST_AWAY, NEVER_LIVE -> state;
          };
      case INTERRUPTED ->
          switch (cause) {
            case ON_AIR -> LIVE;
            case END_REQUESTED, HOST_AWAY, ROOM_DELETED -> ENDED;
            case CREATED, OFF_AIR, NEVER_LIVE -> state;
          };
      case ENDED -> state;
    };
  }
}
