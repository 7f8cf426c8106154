package io.linkmic.api.access;

/** Where a handler with a right on a room finds it: the caller's own, looked up a moment ago. */
public final class FoundRoom {
  /** Request attribute; a {@link io.linkmic.cluster.room.RoomRecord}. */
  public static final String ATTRIBUTE = "io.linkmic.room";

  private FoundRoom() {}
}
