package io.linkmic.node.room;

/** Where the pictures of a feed come from at the moment. The room's thread only. */
sealed interface FeedOrigin permits FeedSource, FeedOrigin.Mix {

  /** A receiver can show nothing until the next IDR. {@code now} in µs on the node's clock. */
  void wantKeyFrame(long now);

  /** Whether the same is to be had in fewer bits, or is that already. */
  default boolean hasSmaller() {
    return false;
  }

  /** One of the two encodes of the room's own mix, which makes its key frames itself. */
  final class Mix implements FeedOrigin {
    private boolean wanted;
    private boolean smaller = true;

    @Override
    public void wantKeyFrame(long now) {
      wanted = true;
    }

    void keyFrameCame() {
      wanted = false;
    }

    @Override
    public boolean hasSmaller() {
      return smaller;
    }

    void smaller(boolean possible) {
      smaller = possible;
    }

    boolean keyFrameWanted() {
      return wanted;
    }
  }
}
