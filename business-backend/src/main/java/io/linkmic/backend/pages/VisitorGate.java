package io.linkmic.backend.pages;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many visitors' tickets one address gets: a token bucket each. Any thread. */
final class VisitorGate {
  /** A family or a small office behind one address opens the page at the same time. */
  static final int BURST = 10;

  /** In the long run six a minute: somebody who wants a thousand names waits for hours. */
  static final Duration PER_TICKET = Duration.ofSeconds(10);

  /** About 2 MB. Beyond, the address that was quiet for longest is forgotten. */
  static final int MOST_ADDRESSES = 10_000;

  private final InstantSource clock;

  /** When an address's bucket will be full again; later than now while some of it is used. */
  private final Map<String, Instant> fullAt =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  VisitorGate(InstantSource clock) {
    this.clock = clock;
  }

  /** Zero for a ticket; else how long to wait for the next one. */
  synchronized Duration ask(String address) {
    Instant now = clock.instant();
    String key = network(address);
    Instant before = fullAt.getOrDefault(key, now);
    Instant after = (before.isBefore(now) ? now : before).plus(PER_TICKET);
    Instant latest = now.plus(PER_TICKET.multipliedBy(BURST));
    if (after.isAfter(latest)) {
      return Duration.between(latest, after);
    }
    fullAt.put(key, after);
    return Duration.ZERO;
  }

  /** One IPv6 customer has 2⁶⁴ addresses at least, so the first half counts. */
  private static String network(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      if (literal instanceof Inet6Address) {
        return HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), 8));
      }
    } catch (IllegalArgumentException e) {
      // Whatever the container calls a peer without an address: all of these share one bucket.
      return "";
    }
    return address;
  }
}
