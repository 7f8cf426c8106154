package io.linkmic.node.room;

import io.linkmic.contract.room.RoomLink;

/**
 * A link as one of its two rooms sees it.
 *
 * @param linkId the same on both sides
 * @param peerRoomId the room on the other side
 */
public record LinkEnd(String linkId, String peerRoomId) {

  boolean isOf(RoomLink link) {
    return link.linkId().equals(linkId) && link.peerRoomId().equals(peerRoomId);
  }

  /** The id that a host of the other room has in this one: no room id has a colon in it. */
  public String idHere(String participantId) {
    return peerRoomId + ":" + participantId;
  }
}
