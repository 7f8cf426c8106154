package io.linkmic.cluster.lease;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/** The leases. Any thread that may wait; throws {@code RedisUnavailable}. */
public final class RoomLeases {
  // Three beats: nodes find a restarted Redis within a second and re-assert with their next beat.
  public static final Duration USUAL_SETTLING = Duration.ofSeconds(4);

  private static final Script CLAIM = Script.of(RoomLeases.class, "claim.lua");
  private static final Script REASSERT = Script.of(RoomLeases.class, "reassert.lua");
  private static final Script RELEASE = Script.of(RoomLeases.class, "release.lua");

  // Lua's stack takes some 8,000 arguments at once; 500 rooms are 1,000.
  private static final int REASSERTED_AT_ONCE = 500;
  private static final int SCANNED_AT_ONCE = 1_000;

  private final ClusterRedis redis;
  private final Duration settling;

  /**
   * @param settling how long after an empty start of Redis rooms that nobody holds stay unclaimable
   */
  public RoomLeases(ClusterRedis redis, Duration settling) {
    this.redis = redis;
    this.settling = settling;
  }

  public Claim claim(String roomId, String nodeId, String incarnation) {
    List<String> answer =
        CLAIM.run(
            redis,
            List.of(Keys.LEASES, Keys.EPOCH, Keys.BORN, Keys.LEASE_CHANGES),
            roomId,
            nodeId,
            incarnation,
            Long.toString(settling.toMillis()),
            Keys.NODE);
    return switch (answer.getFirst()) {
      case "granted" ->
          new Claim.Granted(new Lease(roomId, nodeId, incarnation, Long.parseLong(answer.get(1))));
      case "owned" ->
          new Claim.Owned(
              new Lease(roomId, answer.get(2), answer.get(3), Long.parseLong(answer.get(1))));
      case "settling" -> new Claim.Settling(Duration.ofMillis(Long.parseLong(answer.get(1))));
      default -> new Claim.Unregistered();
    };
  }

  /**
   * A node says what it runs, after every beat: what Redis forgot is written again with the epoch
   * it has.
   *
   * @param held all of one node and incarnation
   * @return what others own by a higher epoch: to be let go at once
   */
  public List<Lease> reassert(String nodeId, String incarnation, Collection<Lease> held) {
    List<Lease> all = List.copyOf(held);
    List<Lease> lost = new ArrayList<>();
    for (int from = 0; from < all.size(); from += REASSERTED_AT_ONCE) {
      List<Lease> some = all.subList(from, Math.min(all.size(), from + REASSERTED_AT_ONCE));
      List<String> arguments = new ArrayList<>(List.of(nodeId, incarnation));
      for (Lease lease : some) {
        arguments.add(lease.roomId());
        arguments.add(Long.toString(lease.epoch()));
      }
      List<String> answer =
          REASSERT.run(
              redis, List.of(Keys.LEASES, Keys.EPOCH, Keys.LEASE_CHANGES), arguments.toArray());
      for (int i = 0; i + 1 < answer.size(); i += 2) {
        Lease.parse(answer.get(i), answer.get(i + 1)).ifPresent(lost::add);
      }
    }
    return lost;
  }

  /** Gives the room back; nothing happens when it is another's by now. */
  public void release(Lease lease) {
    RELEASE.run(
        redis,
        List.of(Keys.LEASES, Keys.LEASE_CHANGES),
        lease.roomId(),
        lease.nodeId(),
        lease.incarnation(),
        Long.toString(lease.epoch()));
  }

  public Optional<Lease> find(String roomId) {
    Object stored = redis.call(commands -> commands.opsForHash().get(Keys.LEASES, roomId));
    return stored == null ? Optional.empty() : Lease.parse(roomId, stored.toString());
  }

  /** The leases of those of the rooms that have one, by room. */
  public Map<String, Lease> find(Collection<String> roomIds) {
    if (roomIds.isEmpty()) {
      return Map.of();
    }
    List<Object> ids = List.copyOf(roomIds);
    List<Object> stored = redis.call(commands -> commands.opsForHash().multiGet(Keys.LEASES, ids));
    Map<String, Lease> found = new HashMap<>();
    for (int i = 0; stored != null && i < ids.size() && i < stored.size(); i++) {
      if (stored.get(i) != null) {
        String roomId = ids.get(i).toString();
        Lease.parse(roomId, stored.get(i).toString()).ifPresent(lease -> found.put(roomId, lease));
      }
    }
    return found;
  }

  /** Every lease, by room; takes a round trip per thousand. */
  public Map<String, Lease> all() {
    return redis.call(commands -> {
      Map<String, Lease> found = new HashMap<>();
      ScanOptions options = ScanOptions.scanOptions().count(SCANNED_AT_ONCE).build();
      try (Cursor<Map.Entry<Object, Object>> entries =
          commands.opsForHash().scan(Keys.LEASES, options)) {
        entries.forEachRemaining(entry -> {
          String roomId = entry.getKey().toString();
          Lease.parse(roomId, entry.getValue().toString())
              .ifPresent(lease -> found.put(roomId, lease));
        });
      }
      return found;
    });
  }
}
