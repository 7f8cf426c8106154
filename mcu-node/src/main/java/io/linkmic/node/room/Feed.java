package io.linkmic.node.room;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;

/**
 * What the node sends to one receiver by WebRTC, seen from its room. The room's thread calls; no
 * call blocks, and what the receiver cannot take is dropped. Times are µs on the node's monotonic
 * clock, on which picture and sound of one source lie side by side.
 */
public interface Feed {
  /**
   * The next picture of the source. Nothing is sent before an IDR.
   *
   * @param unit bytes stay as they are; its timestamp is the source's
   */
  void video(AccessUnit unit, long at);

  /** The next sound of the source. */
  void sound(OpusFrame frame, long at);

  /** What comes next is of another source; for the receiver time goes on evenly. */
  void cut();

  /**
   * What comes next is the same source's in another size, from an IDR on.
   *
   * @param smaller whether there is a smaller one to be had
   */
  default void sized(boolean smaller) {}

  /** RFC 8445 §9: offer in, answer out. */
  Outcome<String> restart(String offerSdp);

  /** Says good-bye; {@link FeedListener#closed} follows. */
  void close();
}
