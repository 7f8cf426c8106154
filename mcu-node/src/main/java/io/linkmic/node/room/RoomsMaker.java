package io.linkmic.node.room;

/** Makes this node's rooms for whoever is to watch them. */
@FunctionalInterface
public interface RoomsMaker {
  NodeRooms make(RoomWatcher watcher);
}
