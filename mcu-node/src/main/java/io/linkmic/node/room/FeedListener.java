package io.linkmic.node.room;

/** What a feed tells its room; called on the edge's thread, never blocks. */
public interface FeedListener {
  /** The receiver can show nothing until the next IDR. Told at most twice a second. */
  void keyFrameWanted();

  /** The end, once. */
  void closed(String reason);
}
