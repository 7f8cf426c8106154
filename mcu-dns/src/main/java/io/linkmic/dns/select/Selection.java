package io.linkmic.dns.select;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The answer to a question. */
public sealed interface Selection {

  /** At least one candidate, best first. */
  record Offered(List<Candidate> candidates) implements Selection {}

  /** Nobody can take the room. */
  record NoNode(Map<Exclusion, Integer> counts) implements Selection {
    public NoNode {
      counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }
  }

  /** The client's network is refused. */
  record Refused(String reason) implements Selection {}

  /** Redis was never read: there is nothing to answer from. */
  record NoPicture() implements Selection {}
}
