package io.linkmic.node.egress;

/**
 * With how many bits a mix is to be encoded so that the slowest target keeps up: a smaller picture
 * rate is seen by few, a dropped group of pictures by all. Falls while a queue grows, climbs slowly
 * once it has been empty for a while. Pure; one thread. Times are µs.
 */
final class EncoderRate {
  // Tags are written as they come: what waits here waits for the network, behind all that the
  // system's own buffer holds. Later would be too late: what has gathered at the old rate takes its
  // time, and the encoder up to a second to follow (both measured).
  private static final long HIGH_MILLIS = 200;
  private static final long LOW_MILLIS = 100;
  // What waited for a connection that has just come about is gone by then.
  private static final long FIRST_LOOK = 200_000;
  // Twice a second by a quarter: half the rate after one second, a third after two.
  private static final double DOWN = 0.75;
  private static final long DOWN_EVERY = 500_000;
  private static final double UP = 1.08;
  private static final long UP_EVERY = 1_000_000;
  private static final long CALM = 5_000_000;
  // Below this a 720p picture is mush; then it is better to drop some.
  private static final double LEAST_SHARE = 0.2;
  private static final int LEAST = 300_000;

  private double share = 1;
  private boolean behind;
  private long judgeAt = Long.MIN_VALUE / 2;
  private long bytesThen;
  private long climbAt = Long.MAX_VALUE;

  /**
   * To be asked several times a second.
   *
   * @param waiting what waits for the slowest target
   * @param full bit/s with nobody in the way
   * @return bit/s to encode with from now on
   */
  int follow(EgressQueue.Depth waiting, int full, long now) {
    if (waiting.millis() > HIGH_MILLIS) {
      climbAt = Long.MAX_VALUE;
      fall(waiting.bytes(), now);
    } else {
      behind = false;
      climb(waiting.millis(), now);
    }
    return rate(full);
  }

  /**
   * A queue that shrinks needs only time. Its bytes say so at once, its media time only when the
   * dense part has gone.
   */
  private void fall(long bytes, long now) {
    if (!behind) {
      behind = true;
      judgeAt = Math.max(judgeAt, now + FIRST_LOOK);
      bytesThen = bytes;
    } else if (now >= judgeAt) {
      if (bytes >= bytesThen) {
        share = Math.max(share * DOWN, LEAST_SHARE);
      }
      judgeAt = now + DOWN_EVERY;
      bytesThen = bytes;
    }
  }

  private void climb(long queueMillis, long now) {
    if (queueMillis > LOW_MILLIS) {
      climbAt = Long.MAX_VALUE;
    } else if (climbAt == Long.MAX_VALUE) {
      climbAt = now + CALM;
    } else if (now >= climbAt) {
      share = Math.min(1, share * UP);
      climbAt = now + UP_EVERY;
    }
  }

  private int rate(int full) {
    return (int) Math.max(Math.round(full * share), Math.min(full, LEAST));
  }
}
