package io.linkmic.node.room;

/** Hears of all rooms, on the rooms' threads: hand over, never block. */
public interface RoomWatcher {
  void happened(RoomEvent event);

  /** A room ended, by itself or on command; it is not in the directory any more. */
  void ended(String roomId, long epoch, String why);

  /** Nobody listens: a node that runs alone. */
  static RoomWatcher none() {
    return new RoomWatcher() {
      @Override
      public void happened(RoomEvent event) {}

      @Override
      public void ended(String roomId, long epoch, String why) {}
    };
  }
}
