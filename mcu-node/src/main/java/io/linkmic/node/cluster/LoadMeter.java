package io.linkmic.node.cluster;

import com.sun.management.OperatingSystemMXBean;
import io.linkmic.cluster.node.NodeLoad;
import io.linkmic.node.room.NodeRooms;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Measures how busy the node is. {@link #measure} on one thread, {@link #joined} on any. */
final class LoadMeter {
  // reliability.md §2: those of the last 20 s count extra, their load does not show yet.
  private static final int SECONDS = 20;
  // A beat a second: an encoder's burst of one second should not move a room.
  private static final double SMOOTHING = 0.3;

  private final NodeRooms rooms;
  private final LongSupplier bytes;
  private final long bandwidth;
  private final int maxRooms;
  private final OperatingSystemMXBean machine =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final AtomicIntegerArray joins = new AtomicIntegerArray(SECONDS);
  private final AtomicLong slotSecond = new AtomicLong();
  private double cpu;
  private double bitrate;
  private long bytesBefore;
  private long nanosBefore = System.nanoTime();

  /**
   * @param bytes in and out so far
   * @param bandwidth bit/s
   */
  LoadMeter(NodeRooms rooms, LongSupplier bytes, long bandwidth, int maxRooms) {
    this.rooms = rooms;
    this.bytes = bytes;
    this.bandwidth = bandwidth;
    this.maxRooms = maxRooms;
    this.bytesBefore = bytes.getAsLong();
  }

  void joined() {
    long second = second();
    forget(second);
    joins.incrementAndGet((int) (second % SECONDS));
  }

  /** Empties the slots of the seconds that passed since somebody was here. */
  private void forget(long second) {
    long before = slotSecond.getAndAccumulate(second, Math::max);
    for (long s = Math.max(before + 1, second - SECONDS + 1); s <= second; s++) {
      joins.set((int) (s % SECONDS), 0);
    }
  }

  private static long second() {
    return Math.floorDiv(System.nanoTime(), 1_000_000_000L) & Long.MAX_VALUE;
  }

  private int recentJoins() {
    forget(second());
    int sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      sum += joins.get(i);
    }
    return sum;
  }

  /** Of all processors this node may use, smoothed over some seconds. */
  double cpu() {
    return cpu;
  }

  /** Called with each beat. */
  NodeLoad measure() {
    double busy = machine.getCpuLoad();
    if (busy >= 0) {
      cpu += SMOOTHING * (busy - cpu);
    }
    long now = System.nanoTime();
    long total = bytes.getAsLong();
    double rate = (total - bytesBefore) * 8e9 / Math.max(1, now - nanosBefore);
    bitrate += SMOOTHING * (rate - bitrate);
    bytesBefore = total;
    nanosBefore = now;
    int participants = rooms.list().stream().mapToInt(room -> room.participants().size()).sum();
    return new NodeLoad(
        cpu,
        Math.min(1, bitrate / bandwidth),
        Math.round(bitrate),
        rooms.mixSlots(),
        rooms.mixes(),
        rooms.size(),
        maxRooms,
        participants,
        recentJoins(),
        rooms.egresses());
  }
}
