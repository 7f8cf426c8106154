package io.linkmic.contract.event;

import java.util.Locale;

/** Every type of event, dotted as Standard Webhooks has it: {@code room.created}. */
public enum EventType {
  ROOM_CREATED,
  ROOM_UPDATED,
  ROOM_DELETED,
  /** A node claimed the room and runs it. */
  ROOM_STARTED,
  /** The node let the room go; data: {@code reason}. */
  ROOM_ENDED,
  /** Data: {@code participantId, name}. */
  PARTICIPANT_JOINED,
  /** Data: {@code participantId}. */
  PARTICIPANT_LEFT,
  /** Data: {@code participantId}. */
  STREAM_ADDED,
  /** Data: {@code participantId}. */
  STREAM_REMOVED,
  /** Data: {@code mode, reason, participantId}. */
  PROGRAM_CHANGED,
  /** Data: {@code egressId, url} (without its key), {@code state, lastError}. */
  EGRESS_CHANGED,
  /**
   * The room and another one show each other's hosts; data: {@code linkId, peerRoomId, version}.
   */
  LINK_CREATED,
  /** They do not any more; data as that of {@link #LINK_CREATED}. */
  LINK_DELETED,
  /** A linked room's host is on air here; data: {@code linkId, peerRoomId, participantIds}. */
  LINK_LIVE,
  /** None is any more, though the link is there; data: {@code linkId, peerRoomId, reason}. */
  LINK_LOST,
  /** The machine is too slow for all of the mix; data: {@code reason}, what is given up. */
  MIX_DEGRADED,
  /** Nothing of the mix is given up any more. */
  MIX_RESTORED,
  NODE_STARTED,
  NODE_DRAINING,
  NODE_RESUMED,
  NODE_STOPPED,
  /** A node stopped beating without saying good-bye. */
  NODE_GONE;

  /** {@code room.created} for {@code ROOM_CREATED}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** Whether it is about a node, not a room: for operators only. */
  public boolean ofNode() {
    return name().startsWith("NODE_");
  }
}
