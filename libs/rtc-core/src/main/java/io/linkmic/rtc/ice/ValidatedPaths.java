package io.linkmic.rtc.ice;

import java.util.LinkedHashSet;
import java.util.Set;

/** The paths an authenticated check went over lately. */
final class ValidatedPaths {
  // A host checks from every interface it has (Wi-Fi, cellular, VPN; IPv4 and IPv6) and may change
  // networks several times a minute; the oldest path goes first.
  private static final int MAX_PATHS = 16;

  private final Set<Path> paths = new LinkedHashSet<>();

  void add(Path path) {
    paths.remove(path);
    paths.add(path);
    if (paths.size() > MAX_PATHS) {
      paths.remove(paths.iterator().next());
    }
  }

  boolean contains(Path path) {
    return paths.contains(path);
  }
}
