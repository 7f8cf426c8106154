package io.linkmic.node.mix;

import java.util.Collection;

/**
 * How long after their time a mix's frames are drawn: as long as it takes until nearly all of the
 * hosts' pictures of that time are there ({@link Lateness}), and no longer. Where sound comes
 * quicker than pictures, lips would be late without it. The mix's thread only; µs.
 */
final class MixDelay {
  // Decoding alone takes 3 to 4 ms for 720p on one core.
  static final long LEAST = 5_000;
  // A host whose pictures are later than this is shown late; the others do not wait for it.
  static final long MOST = 120_000;
  // Between being ready and being drawn: a thread has to wake up.
  private static final long MARGIN = 1_000;
  // A frame's own time does not move, only when it is drawn: at 30 fps never less than three
  // quarters of an interval after the one before, from the most to the least within half a second.
  private static final long STEP = 8_000;

  private long micros = LEAST;

  /** One frame's step towards what the hosts need now. */
  void follow(Collection<Lane> lanes) {
    long latest = 0;
    for (Lane lane : lanes) {
      latest = Math.max(latest, lane.lateness());
    }
    follow(latest);
  }

  /** The same by how late the latest host's pictures are. */
  void follow(long latest) {
    long wanted = Math.clamp(latest + MARGIN, LEAST, MOST);
    micros += Math.clamp(wanted - micros, -STEP, STEP);
  }

  long micros() {
    return micros;
  }
}
