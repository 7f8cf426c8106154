package io.linkmic.rtc.sdp;

import io.linkmic.rtc.ice.IceCandidate;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/** Our own addresses as host candidates, the first with the highest priority. */
final class HostCandidates {
  // RFC 8445 §5.1.2.1: type preference of host candidates, then local preference, then component.
  private static final long HOST_PREFERENCE = 126L << 24;
  private static final int FIRST_LOCAL_PREFERENCE = 65_535;

  private HostCandidates() {}

  static List<IceCandidate> of(List<InetSocketAddress> addresses) {
    return IntStream.range(0, addresses.size()).mapToObj(i -> of(i, addresses.get(i))).toList();
  }

  private static IceCandidate of(int index, InetSocketAddress address) {
    long priority = HOST_PREFERENCE + ((long) (FIRST_LOCAL_PREFERENCE - index) << 8) + 255;
    return new IceCandidate(Integer.toString(index + 1), 1, priority, address, "host");
  }
}
