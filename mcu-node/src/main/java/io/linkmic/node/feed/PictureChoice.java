package io.linkmic.node.feed;

import io.linkmic.node.room.PictureSize;
import java.time.Duration;
import java.time.Instant;

/**
 * Which pictures a receiver should get, with hysteresis. Down goes it on a full path, one size at a
 * time. Up goes it by trying: no estimate reaches further than 1.5 times what is received. A try
 * that fails costs the receiver a second or two of trouble, so each next one comes later.
 */
final class PictureChoice {
  private static final Duration FULL_AFTER = Duration.ofSeconds(10);
  private static final Duration FULL_AFTER_AT_MOST = Duration.ofSeconds(160);
  // The queues of the path run empty; without any picture the next try is dearer to wait for.
  private static final Duration ANY_AFTER = Duration.ofSeconds(2);
  private static final Duration ANY_AFTER_AT_MOST = Duration.ofSeconds(32);
  // What went well for so long was no failed try.
  private static final Duration PROVEN = Duration.ofSeconds(30);

  private final Downlink downlink;
  private PictureSize size = PictureSize.FULL;
  private Instant since;
  private Duration fullAfter = FULL_AFTER;
  private Duration anyAfter = ANY_AFTER;
  private boolean tried;

  PictureChoice(Downlink downlink, Instant now) {
    this.downlink = downlink;
    this.since = now;
    downlink.changed(now);
  }

  PictureSize size() {
    return size;
  }

  /** Another stream comes, of which nothing is known yet. */
  void begin(Instant now) {
    since = now;
    downlink.changed(now);
  }

  /**
   * Looks again; cheap enough for every picture.
   *
   * @param small whether there is a smaller stream to go to
   */
  PictureSize decide(boolean small, Instant now) {
    switch (size) {
      case FULL -> {
        if (small ? downlink.congested(now) : downlink.hopeless(now)) {
          down(small ? PictureSize.SMALL : PictureSize.NONE, now);
        }
      }
      case SMALL -> {
        if (!small) {
          go(PictureSize.FULL, false, now);
        } else if (downlink.hopeless(now)) {
          down(PictureSize.NONE, now);
        } else if (!now.isBefore(since.plus(fullAfter)) && downlink.looksFree(now)) {
          go(PictureSize.FULL, true, now);
        }
      }
      case NONE -> {
        if (!now.isBefore(since.plus(anyAfter))) {
          go(small ? PictureSize.SMALL : PictureSize.FULL, true, now);
        }
      }
    }
    return size;
  }

  private void down(PictureSize next, Instant now) {
    boolean failed = tried && now.isBefore(since.plus(PROVEN));
    if (next == PictureSize.SMALL) {
      fullAfter = failed ? longer(fullAfter, FULL_AFTER_AT_MOST) : FULL_AFTER;
    } else {
      anyAfter = failed ? longer(anyAfter, ANY_AFTER_AT_MOST) : ANY_AFTER;
    }
    go(next, false, now);
  }

  private void go(PictureSize next, boolean asTry, Instant now) {
    size = next;
    tried = asTry;
    begin(now);
  }

  private static Duration longer(Duration before, Duration most) {
    Duration doubled = before.multipliedBy(2);
    return doubled.compareTo(most) > 0 ? most : doubled;
  }
}
