package io.linkmic.dns.picture;

import io.linkmic.cluster.blacklist.Blacklist;
import io.linkmic.cluster.blacklist.BlacklistEntry;
import io.linkmic.cluster.lease.LeaseCopy;
import io.linkmic.cluster.lease.RoomLeases;
import io.linkmic.cluster.node.Fleet;
import io.linkmic.cluster.node.NodeRegistry;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one picture after the other. A Redis that was restarted knows nobody for a second or two;
 * until the owners of rooms have said again what is theirs, what was known before is kept. One
 * thread.
 */
public final class PictureSource {
  // Who did not register again by then is gone.
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(10);

  private final ClusterRedis redis;
  private final NodeRegistry registry;
  private final Blacklist blacklist;
  private final LeaseCopy leases;
  private @Nullable Picture last;
  private Fleet before = Fleet.EMPTY;
  private @Nullable Instant born;
  private boolean settling;
  private Instant emptySince = Instant.EPOCH;

  public PictureSource(ClusterRedis redis) {
    this.redis = redis;
    this.registry = new NodeRegistry(redis);
    this.blacklist = new Blacklist(redis);
    this.leases = new LeaseCopy(redis, new RoomLeases(redis, RoomLeases.USUAL_SETTLING));
  }

  /**
   * Reads Redis.
   *
   * @throws io.linkmic.cluster.redis.RedisUnavailable when it does not answer
   */
  Picture read() {
    Instant nowBorn = readBorn();
    Fleet fleet = registry.fleet();
    boolean known = last != null;
    boolean another = known && !Optional.ofNullable(born).equals(Optional.ofNullable(nowBorn));
    if (another && born != null) {
      settling = true;
      emptySince = fleet.at();
    }
    born = nowBorn;
    settling = settling && !settled(fleet.at());
    if (!settling) {
      before = fleet;
      // An empty Redis has no leases either: the copy from before is the better one until then.
      leases.follow();
    }
    List<BlacklistEntry> entries = blacklist.inForce(fleet.at());
    Picture picture =
        new Picture(
            settling ? withThoseFromBefore(fleet) : fleet,
            entries,
            leases::find,
            settling ? Picture.Source.REDIS_BEGAN_EMPTY : Picture.Source.CURRENT,
            fleet.at(),
            Duration.ZERO);
    last = picture;
    return picture;
  }

  private @Nullable Instant readBorn() {
    String stored = redis.call(commands -> commands.opsForValue().get(Keys.BORN));
    try {
      return stored == null ? null : Instant.ofEpochMilli(Long.parseLong(stored));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private boolean settled(Instant now) {
    Instant began = born;
    return now.isAfter(emptySince.plus(LONGEST_SETTLING))
        || (began != null && now.isAfter(began.plus(RoomLeases.USUAL_SETTLING)));
  }

  private Fleet withThoseFromBefore(Fleet fleet) {
    Set<String> there = new HashSet<>();
    fleet.nodes().forEach(seen -> there.add(seen.node().nodeId()));
    fleet.silent().forEach(silent -> there.add(silent.nodeId()));
    List<Fleet.Seen> nodes = new ArrayList<>(fleet.nodes());
    before.nodes().stream()
        .filter(seen -> !there.contains(seen.node().nodeId()))
        .forEach(nodes::add);
    return new Fleet(fleet.at(), nodes, fleet.silent());
  }

  /** Leases known. */
  int rooms() {
    return leases.size();
  }
}
