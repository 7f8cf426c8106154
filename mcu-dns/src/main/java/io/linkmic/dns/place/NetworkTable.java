package io.linkmic.dns.place;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Networks and where they are; the longest prefix that matches tells. Immutable. */
public final class NetworkTable {
  /**
   * @param isp empty when none
   */
  public record Entry(Cidr network, String region, String isp) {}

  private record SameLength(int bits, Map<IpAddress, Entry> entries) {}

  // Longest prefixes first; a table has a dozen lengths, each one look-up.
  private final SameLength[] lengths;

  public NetworkTable(List<Entry> entries) {
    TreeMap<Integer, Map<IpAddress, Entry>> byLength = new TreeMap<>((a, b) -> b - a);
    for (Entry entry : entries) {
      byLength
          .computeIfAbsent(entry.network().bits(), bits -> new HashMap<>())
          .put(entry.network().network(), entry);
    }
    lengths =
        byLength.entrySet().stream()
            .map(length -> new SameLength(length.getKey(), length.getValue()))
            .toArray(SameLength[]::new);
  }

  @Nullable Entry find(IpAddress address) {
    for (SameLength length : lengths) {
      Entry found = length.entries.get(Cidr.masked(address, length.bits));
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
