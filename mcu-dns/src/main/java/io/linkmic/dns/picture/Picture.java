package io.linkmic.dns.picture;

import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.cluster.lease.Lease;
import io.linkmic.cluster.node.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was known at one moment.
 *
 * @param fleet with ages as Redis told them; they stay as they are when Redis is down, because
 *     nobody can tell then which nodes live
 * @param leases room → who runs it; keeps changing behind this record, as changes come in
 * @param now Redis' clock, carried on while it is down
 * @param age since Redis was last read
 */
public record Picture(
    Fleet fleet,
    List<BlacklistEntry> blacklist,
    Function<String, Optional<Lease>> leases,
    Source source,
    Instant now,
    Duration age) {

  public Picture {
    blacklist = List.copyOf(blacklist);
  }

  /** How fresh it is. */
  public enum Source {
    /** Redis answered. */
    CURRENT("current"),
    /** Redis does not answer: this is the last picture from before. */
    REDIS_DOWN("redis-down"),
    /** Redis came back empty: nodes that did not beat again yet are shown as they were. */
    REDIS_BEGAN_EMPTY("redis-began-empty");

    private final String word;

    Source(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  Picture later(Source why, Duration elapsed) {
    return new Picture(fleet, blacklist, leases, why, fleet.at().plus(elapsed), elapsed);
  }
}
