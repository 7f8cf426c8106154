package io.linkmic.node.mix;

/**
 * How many of a mix's frames are drawn on a machine that is too slow for all: each, every second,
 * third or fourth, evenly, instead of leaving out whichever come too late. Judged over three
 * seconds; back up when there has been head-room for a while. Pure; the mix's thread only. Times
 * are µs.
 */
final class Pace {
  /** 7.5 frames a second of 30: below that it is no motion picture. */
  static final int SLOWEST = 4;

  private static final long WINDOW = 3_000_000;
  private static final double TOO_MANY_MISSED = 0.1;
  private static final double CALM_MISSED = 0.01;
  // A frame drawn, decoded pictures waited for: at the next rate this share of the interval is left
  // for the others' work.
  private static final double BUSY_AT_MOST = 0.7;
  private static final long CALM = 20_000_000;
  private static final long LONGEST_CALM = 160_000_000;

  private final boolean givesWay;
  private int step = 1;
  private long windowAt = Long.MIN_VALUE;
  private boolean warm;
  private long made;
  private long missed;
  private long busy;
  private long calm;
  private long calmNeeded = CALM;
  private long raisedAt = Long.MIN_VALUE / 2;

  /**
   * @param givesWay whether frames may be fewer at all
   */
  Pace(boolean givesWay) {
    this.givesWay = givesWay;
  }

  /** Of so many frames one is drawn, 1 to {@link #SLOWEST}. */
  int step() {
    return step;
  }

  /** So many of the frames to be drawn came too late. */
  void missed(long frames) {
    missed += frames;
  }

  /**
   * A frame was drawn.
   *
   * @param at its time
   * @param micros drawing and encoding it took
   * @param interval of the full rate
   * @return whether {@link #step} is another one now
   */
  boolean made(long at, long micros, long interval) {
    made++;
    busy += micros;
    if (windowAt == Long.MIN_VALUE) {
      windowAt = at;
    }
    long passed = at - windowAt;
    if (passed < WINDOW) {
      return false;
    }
    int before = step;
    // In its first seconds a mix is slow because its code is still being compiled.
    if (warm && givesWay) {
      judge(at, passed, interval);
    }
    warm = true;
    windowAt = at;
    made = 0;
    missed = 0;
    busy = 0;
    return step != before;
  }

  private void judge(long at, long passed, long interval) {
    double share = (double) missed / (made + missed);
    double spent = (double) busy / made;
    if (share > TOO_MANY_MISSED) {
      slower(at, share);
    } else if (step == 1) {
      calmNeeded = at - raisedAt > LONGEST_CALM ? CALM : calmNeeded;
    } else if (share > CALM_MISSED || spent > BUSY_AT_MOST * interval * (step - 1)) {
      calm = 0;
    } else {
      calm += passed;
      if (calm >= calmNeeded) {
        step--;
        calm = 0;
        raisedAt = at;
      }
    }
  }

  private void slower(long at, double share) {
    if (at - raisedAt < CALM) {
      // It was too early to go up: twice as long next time.
      calmNeeded = Math.min(2 * calmNeeded, LONGEST_CALM);
    }
    int fits = (int) Math.ceil(step / (1 - share));
    step = Math.clamp(fits, Math.min(step + 1, SLOWEST), SLOWEST);
    calm = 0;
  }
}
