package io.linkmic.dns.http;

import io.linkmic.dns.place.IpAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket per address (generic cell rate algorithm: one number each). Any thread.
 *
 * <p>An address whose bucket is full again is the same as one that was never seen, so forgetting is
 * exact; when there are too many at once all start afresh.
 */
final class AddressLimits {
  // 100,000 × some 80 bytes. More addresses within a burst's time are an attack, or a nation.
  private static final int MOST = 100_000;

  private final long intervalNanos;
  private final long toleranceNanos;
  private final boolean loopbackToo;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<IpAddress, AtomicLong> emptyAt = new ConcurrentHashMap<>();

  /**
   * @param perSecond in the long run; 0 for no limit
   * @param burst at once
   */
  AddressLimits(int perSecond, int burst, boolean loopbackToo, LongSupplier nanoTime) {
    this.intervalNanos = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
    this.toleranceNanos = intervalNanos * burst;
    this.loopbackToo = loopbackToo;
    this.nanoTime = nanoTime;
  }

  /** 0 when it may pass, else after how many seconds to come back. */
  int refuse(IpAddress client) {
    if (intervalNanos == 0 || (!loopbackToo && client.isLoopback())) {
      return 0;
    }
    // A provider gives each IPv6 customer a /64 at least: all of it is one client.
    IpAddress address = client.isV4() ? client : new IpAddress(client.high(), 0);
    long now = nanoTime.getAsLong();
    if (emptyAt.mappingCount() >= MOST) {
      emptyAt.values().removeIf(at -> at.get() - now <= 0);
      if (emptyAt.mappingCount() >= MOST) {
        emptyAt.clear();
      }
    }
    AtomicLong known = emptyAt.get(address);
    AtomicLong bucket =
        known != null ? known : emptyAt.computeIfAbsent(address, a -> new AtomicLong(now));
    while (true) {
      long before = bucket.get();
      long from = before - now > 0 ? before : now;
      long after = from + intervalNanos;
      if (after - now > toleranceNanos) {
        return 1;
      }
      if (bucket.compareAndSet(before, after)) {
        return 0;
      }
    }
  }

  /** Remembered now. */
  int addresses() {
    return emptyAt.size();
  }
}
