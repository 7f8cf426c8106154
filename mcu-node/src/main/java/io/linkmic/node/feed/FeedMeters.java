package io.linkmic.node.feed;

import io.linkmic.node.room.PictureSize;
import io.linkmic.node.telemetry.NodeMetrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How many receivers get which pictures, and what their paths take. Any thread. */
final class FeedMeters {
  private final Map<PictureSize, AtomicInteger> streams = new EnumMap<>(PictureSize.class);
  private final NodeMetrics metrics;

  FeedMeters(NodeMetrics metrics) {
    this.metrics = metrics;
    for (PictureSize size : PictureSize.values()) {
      AtomicInteger count = new AtomicInteger();
      streams.put(size, count);
      metrics.feedStreams(size.name().toLowerCase(Locale.ROOT), count::get);
    }
  }

  /** Null where there is no receiver. */
  void changed(@Nullable PictureSize before, @Nullable PictureSize now) {
    add(before, -1);
    add(now, 1);
  }

  private void add(@Nullable PictureSize size, int delta) {
    AtomicInteger count = size == null ? null : streams.get(size);
    if (count != null) {
      count.addAndGet(delta);
    }
  }

  /** bit/s; {@link Downlink#UNKNOWN} is no figure. */
  void estimated(long bitsPerSecond) {
    if (bitsPerSecond != Downlink.UNKNOWN) {
      metrics.feedDownlink(bitsPerSecond);
    }
  }
}
