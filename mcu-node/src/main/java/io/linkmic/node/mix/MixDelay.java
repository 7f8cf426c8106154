package io.linkmic.node.mix;

import java.util.Collection;

/**
 * How long after their time a mix's frames are drawn: as long as it takes until the hosts' pictures
 * of that time are there, and no longer. Where sound comes quicker than pictures, lips would be
 * late without it. The mix's thread only; µs.
 */
final class MixDelay {
  // Decoding alone takes 3 to 4 ms for 720p on one core.
  private static final long LEAST = 5_000;
  // A host whose pictures are later than this is shown late; the others do not wait for it.
  private static final long MOST = 120_000;
  private static final long STEP_DOWN = 500;
  private static final long STEP_UP = 8_000;

  private long micros = LEAST;

  /** One frame's step towards what the hosts need now. */
  void follow(Collection<Lane> lanes) {
    long wanted = LEAST;
    for (Lane lane : lanes) {
      wanted = Math.max(wanted, lane.lateness() + 1_000);
    }
    wanted = Math.min(wanted, MOST);
    micros += Math.clamp(wanted - micros, -STEP_DOWN, STEP_UP);
  }

  long micros() {
    return micros;
  }
}
