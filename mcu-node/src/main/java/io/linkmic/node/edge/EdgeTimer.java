package io.linkmic.node.edge;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One timer for all peers of the edge, set for the earliest of their wishes: an edge whose peers
 * wait for nothing sleeps. Wishes are rounded up, so that peers share wake-ups. The event loop
 * only; times are of {@code System.nanoTime()}.
 */
final class EdgeTimer {
  // Coarse enough to cost little, fine against the shortest timer (a NACK after one RTT).
  private static final long GRID_NANOS = 5_000_000;

  private final EventLoop loop;
  private final Runnable due;
  private final LongSupplier clock;
  private final long origin;
  private @Nullable Future<?> set;
  private long setFor = Long.MAX_VALUE;

  /**
   * @param clock {@code System.nanoTime()}
   * @param due does what is due and says by {@link #wish} when to come again
   */
  EdgeTimer(EventLoop loop, LongSupplier clock, Runnable due) {
    this.loop = loop;
    this.clock = clock;
    this.origin = clock.getAsLong();
    this.due = due;
  }

  /** Somebody wants to be woken then; a later wish of the same does not take this one back. */
  void wish(long nanos) {
    long since = Math.max(0, nanos - origin);
    long at = Math.ceilDiv(since, GRID_NANOS) * GRID_NANOS;
    if (at >= setFor) {
      return;
    }
    if (set != null) {
      set.cancel(false);
    }
    setFor = at;
    long left = Math.max(0, origin + at - clock.getAsLong());
    set = loop.schedule(this::ring, left, TimeUnit.NANOSECONDS);
  }

  private void ring() {
    set = null;
    setFor = Long.MAX_VALUE;
    due.run();
  }
}
