package io.linkmic.rtc.ice;

import java.util.EnumMap;
import java.util.Map;

/** How many messages were dropped, by reason. */
final class DropCounters {
  private final Map<IceDrop, Long> counts = new EnumMap<>(IceDrop.class);

  void count(IceDrop reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  long of(IceDrop reason) {
    return counts.getOrDefault(reason, 0L);
  }
}
