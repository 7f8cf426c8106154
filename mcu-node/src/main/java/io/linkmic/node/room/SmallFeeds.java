package io.linkmic.node.room;

/**
 * The mix's smaller pictures, for receivers whose path does not take the full ones. The room's
 * thread only.
 */
final class SmallFeeds {
  // A quarter of the pixels; nobody is given less than makes a picture of 640 x 360.
  private static final double OF_FULL = 0.25;
  private static final int LEAST = 200_000;
  // Sound, with the headers of fifty packets a second.
  private static final int SOUND = 90_000;
  // Room for repetitions, key frames and the estimate's error.
  private static final double OF_PATH = 0.8;
  // Without one for so long, while full ones come, there is no stream of small pictures.
  private static final long GONE_MICROS = 500_000;
  // A mix that stood still goes on with a full picture, the small one right behind it.
  private static final int GONE_PICTURES = 3;

  private final FeedOrigin.Mix origin = new FeedOrigin.Mix();
  private long cameAt = Long.MIN_VALUE / 2;
  private int fullSince = GONE_PICTURES;

  FeedOrigin.Mix origin() {
    return origin;
  }

  void came(long at) {
    cameAt = at;
    fullSince = 0;
  }

  void fullCame() {
    fullSince = Math.min(fullSince + 1, GONE_PICTURES);
  }

  boolean runs(long at) {
    return fullSince < GONE_PICTURES || at - cameAt < GONE_MICROS;
  }

  /** What the narrowest path among those who need them takes, within bounds; else 0. */
  static int bitrate(FeedList feeds, int full) {
    long most = Math.max(LEAST, (long) (OF_FULL * full));
    long wanted = 0;
    for (RoomFeed feed : feeds) {
      if (feed.isMix()
          && feed.size() == PictureSize.SMALL
          && feed.origin() instanceof FeedOrigin.Mix) {
        long takes = feed.bitsPerSecond();
        long theirs = takes == 0 ? most : (long) (OF_PATH * takes) - SOUND;
        wanted = Math.min(wanted == 0 ? most : wanted, Math.max(LEAST, theirs));
      }
    }
    return (int) Math.min(full, wanted);
  }
}
