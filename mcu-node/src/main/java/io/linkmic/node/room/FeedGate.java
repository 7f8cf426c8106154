package io.linkmic.node.room;

/** Opens feeds; the room asks for one when somebody subscribes. */
public interface FeedGate {
  /** The answer is ready at once; the receiver's checks come later, and then media flows. */
  Outcome<Opened> open(String offerSdp, FeedListener listener);

  record Opened(Feed feed, String answerSdp) {}
}
