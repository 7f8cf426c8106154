package io.linkmic.node.program;

import io.linkmic.rtc.codec.AccessUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of the host on air that a mix about to begin shows itself. They are needed only if it is
 * late. The room's thread only; bounded by time, µs.
 */
final class KeptPictures {
  // A mix that is late by more must not stop what is on air.
  private static final long LONGEST_MICROS = 200_000;

  private final Deque<Kept> kept = new ArrayDeque<>();

  record Kept(Host host, AccessUnit unit, long at, long arrivedNanos, long since) {}

  /**
   * @return whether the mix is too late: they are to be shown
   */
  boolean keep(Host host, AccessUnit unit, long at, long arrivedNanos, long now) {
    kept.add(new Kept(host, unit, at, arrivedNanos, now));
    return now - kept.getFirst().since() > LONGEST_MICROS;
  }

  /** The oldest, which is kept no more. */
  @Nullable Kept poll() {
    return kept.pollFirst();
  }
}
