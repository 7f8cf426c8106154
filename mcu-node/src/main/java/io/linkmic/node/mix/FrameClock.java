package io.linkmic.node.mix;

/**
 * The mix's frame times, exact at every rate: 25, 30, 30000/1001, … Times are µs.
 *
 * @param start of frame 0
 */
record FrameClock(long start, int numerator, int denominator) {

  /** The rate as people write it: 29.97 is 30000/1001. */
  static FrameClock of(long start, double frameRate) {
    long whole = Math.round(frameRate);
    if (Math.abs(frameRate - whole) < 1e-6) {
      return new FrameClock(start, (int) whole, 1);
    }
    long ntsc = Math.round(frameRate * 1.001);
    if (Math.abs(frameRate - ntsc * 1000 / 1001.0) < 0.005) {
      return new FrameClock(start, (int) ntsc * 1000, 1001);
    }
    return new FrameClock(start, (int) Math.round(frameRate * 1000), 1000);
  }

  long at(long frame) {
    return start + Math.floorDiv(frame * denominator * 1_000_000L, numerator);
  }

  long interval() {
    return 1_000_000L * denominator / numerator;
  }

  int frames(long micros) {
    return (int) Math.max(1, Math.round((double) micros * numerator / denominator / 1_000_000));
  }
}
