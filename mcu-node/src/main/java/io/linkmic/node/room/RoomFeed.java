package io.linkmic.node.room;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One feed of a room: who receives it, and what. The fields belong to the room's thread; the
 * listener's calls come from the edge's and become commands.
 */
final class RoomFeed implements FeedListener {
  /** The source that is the program without the receiver's own voice. */
  static final String MIX = "mix";

  // A receiver that is no participant: tokens have no empty ids.
  private static final String NOBODY = "";

  private final RoomLoop room;
  final String receiver;
  final String source;
  final boolean seated;
  final @Nullable Gift gift;
  private final Runnable ended;
  private @Nullable Feed feed;
  private @Nullable FeedOrigin origin;
  private PictureSize size = PictureSize.FULL;
  private long bitsPerSecond;

  // Its end may not fit into the mailbox; the room finds out by looking.
  private volatile boolean over;

  /**
   * @param receiver participant id
   * @param source {@link #MIX} or a participant id
   * @param seated goes with the receiver's seat
   * @param ended told when the feed is over, on the room's thread
   */
  RoomFeed(RoomLoop room, String receiver, String source, boolean seated, Runnable ended) {
    this(room, receiver, source, seated, null, ended);
  }

  private RoomFeed(
      RoomLoop room,
      String receiver,
      String source,
      boolean seated,
      @Nullable Gift gift,
      Runnable ended) {
    this.room = room;
    this.receiver = receiver;
    this.source = source;
    this.seated = seated;
    this.gift = gift;
    this.ended = ended;
  }

  /** To another room. */
  static RoomFeed ofLink(RoomLoop room, String source, Gift gift) {
    return new RoomFeed(room, NOBODY, source, false, gift, () -> {});
  }

  /**
   * What goes to another room.
   *
   * @param relayId named so by whoever receives it
   */
  record Gift(String linkId, String relayId) {}

  void bind(Feed opened) {
    feed = opened;
  }

  Feed feed() {
    return Objects.requireNonNull(feed, "bound before use");
  }

  boolean isMix() {
    return source.equals(MIX);
  }

  /** The stream or mix that the receiver sees now; null before the first. */
  @Nullable FeedOrigin origin() {
    return origin;
  }

  /** From an IDR of {@code next} on. */
  void follow(FeedOrigin next) {
    if (origin != null && !(origin instanceof FeedOrigin.Mix && next instanceof FeedOrigin.Mix)) {
      feed().cut();
    }
    origin = next;
    feed().sized(next.hasSmaller());
  }

  void took(PictureSize wanted, long perSecond) {
    size = wanted;
    bitsPerSecond = perSecond;
  }

  /** Which pictures the receiver should get. */
  PictureSize size() {
    return size;
  }

  /** What its path takes, bit/s; 0 where nobody knows. */
  long bitsPerSecond() {
    return bitsPerSecond;
  }

  /** The stream has ended; what it showed last stays. */
  void lose(FeedOrigin gone) {
    if (origin == gone) {
      origin = null;
      feed().cut();
    }
  }

  boolean over() {
    return over;
  }

  void tellEnd() {
    ended.run();
  }

  @Override
  public void keyFrameWanted() {
    room.post(new RoomCommand.FeedWantsKeyFrame(this));
  }

  @Override
  public void takes(PictureSize wanted, long perSecond) {
    room.post(new RoomCommand.FeedTakes(this, wanted, perSecond));
  }

  @Override
  public void closed(String reason) {
    over = true;
    room.post(new RoomCommand.FeedClosed(this));
  }
}
