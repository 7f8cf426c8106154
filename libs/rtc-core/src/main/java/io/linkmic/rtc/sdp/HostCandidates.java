package io.linkmic.rtc.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/** Writes our own addresses as host candidates, the first with the highest priority. */
final class HostCandidates {
  // RFC 8445 §5.1.2.1: type preference of host candidates, then local preference, then component.
  private static final long HOST_PREFERENCE = 126L << 24;
  private static final int FIRST_LOCAL_PREFERENCE = 65_535;

  private HostCandidates() {}

  /** Values of {@code a=candidate}. Transport in lower case, as browsers write it. */
  static List<String> values(List<InetSocketAddress> addresses) {
    return IntStream.range(0, addresses.size()).mapToObj(i -> value(i, addresses.get(i))).toList();
  }

  // FFmpeg 8.0 takes the first line with "udp" and "host" in it, in just this order of words.
  private static String value(int index, InetSocketAddress address) {
    return "%d 1 udp %d %s %d typ host"
        .formatted(index + 1, priority(index), Literals.text(address), address.getPort());
  }

  private static long priority(int index) {
    return HOST_PREFERENCE + ((long) (FIRST_LOCAL_PREFERENCE - index) << 8) + 255;
  }
}
