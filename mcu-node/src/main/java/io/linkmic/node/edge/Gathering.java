package io.linkmic.node.edge;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets datagrams gather where many come: the edge's thread then looks for them every two
 * milliseconds instead of waking up for each. A wake-up costs several times what a datagram does,
 * and hosts pace their pictures, so that each datagram would have one of its own. Network cards
 * moderate their interrupts likewise.
 *
 * <p>It rests only when it has taken all there was: what a flood leaves in the sockets must not
 * wait, or the kernel drops the hosts' datagrams behind it.
 *
 * <p>The event loop only. What others ask of the loop waits as long, too; with few datagrams
 * nothing waits.
 */
final class Gathering implements SelectStrategy {
  /** Below the grid of timers, and half of what congestion controls take for one burst. */
  static final long REST_NANOS = 2_000_000;

  /** Three hosts of 1.5 Mbit/s. With fewer a rest spares no more than it costs (measured). */
  static final int MANY_A_SECOND = 600;

  private static final long WINDOW_NANOS = 100_000_000;
  private static final int MANY = (int) (MANY_A_SECOND * WINDOW_NANOS / 1_000_000_000);

  private final LongSupplier clock;
  private final LongConsumer sleeper;
  private long windowAt;
  private int datagrams;
  private boolean many;
  private long readAt;
  private boolean read;
  private boolean left;

  /**
   * @param clock {@code System.nanoTime()}
   * @param sleeper waits for so many nanoseconds
   */
  Gathering(LongSupplier clock, LongConsumer sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.windowAt = clock.getAsLong();
  }

  /** A datagram has come. */
  void datagram() {
    datagrams++;
  }

  /**
   * A socket was read.
   *
   * @param all whether nothing was left in it
   */
  void read(boolean all) {
    read = true;
    left |= !all;
    readAt = clock.getAsLong();
    long passed = readAt - windowAt;
    if (passed >= WINDOW_NANOS) {
      many = passed < 2 * WINDOW_NANOS && datagrams > MANY;
      windowAt = readAt;
      datagrams = 0;
    }
  }

  @Override
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    if (hasTasks) {
      return selectNow.get();
    }
    boolean rest = read && !left && many;
    read = false;
    left = false;
    if (rest) {
      long nanos = readAt + REST_NANOS - clock.getAsLong();
      if (nanos > 0) {
        sleeper.accept(nanos);
      }
    }
    return SelectStrategy.SELECT;
  }
}
