package io.linkmic.rtc.peer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The earliest of many timers, and why. Used anew for every input. */
final class Earliest {
  private @Nullable Instant when;
  private WakeReason why = WakeReason.ICE;

  void clear() {
    when = null;
  }

  void offer(@Nullable Instant candidate, WakeReason reason) {
    if (candidate != null && (when == null || candidate.isBefore(when))) {
      when = candidate;
      why = reason;
    }
  }

  @Nullable Instant when() {
    return when;
  }

  WakeReason why() {
    return why;
  }
}
