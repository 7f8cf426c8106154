package io.linkmic.node.relay;

import io.linkmic.node.room.RoomDirectory;

/** Finds linked rooms. May wait for the fleet's registry; never throws. */
public interface PeerRooms {
  Whereabouts find(String roomId);

  /** Of a node without a fleet. */
  static PeerRooms alone(RoomDirectory rooms) {
    return roomId ->
        rooms.find(roomId).isPresent()
            ? new Whereabouts.Here()
            : new Whereabouts.Ended("The linked room does not run.");
  }
}
