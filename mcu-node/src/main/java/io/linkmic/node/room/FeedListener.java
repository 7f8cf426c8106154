package io.linkmic.node.room;

/** What a feed tells its room; called on the edge's thread, never blocks. */
public interface FeedListener {
  /** The receiver can show nothing until the next IDR. Told at most twice a second. */
  void keyFrameWanted();

  /**
   * What the path to the receiver takes has changed. Told once a second at most, but for changes of
   * size, which are told at once.
   *
   * @param size of the pictures that it should get
   * @param bitsPerSecond with all headers, sound and pictures; 0 where nobody knows
   */
  default void takes(PictureSize size, long bitsPerSecond) {}

  /** The end, once. */
  void closed(String reason);
}
