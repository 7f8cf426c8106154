package io.linkmic.cluster.lease;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.RedisUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.stream.MapRecord;

/**
 * All leases in memory, for who asks twenty thousand times a second. {@link #follow} brings it up
 * to date; while Redis is down the copy stays as it was. Readers on any thread; one thread follows.
 */
public final class LeaseCopy {
  // A change that was missed, for instance at a fail-over, is mended within this time.
  private static final long COMPLETE_EVERY_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int CHANGES_AT_ONCE = 1_000;

  private final ClusterRedis redis;
  private final RoomLeases leases;
  private volatile Map<String, Lease> byRoom = new ConcurrentHashMap<>();
  private @Nullable String position;
  private long completeAt;

  public LeaseCopy(ClusterRedis redis, RoomLeases leases) {
    this.redis = redis;
    this.leases = leases;
  }

  public Optional<Lease> find(String roomId) {
    return Optional.ofNullable(byRoom.get(roomId));
  }

  public int size() {
    return byRoom.size();
  }

  /**
   * Takes in what changed since the last call.
   *
   * @throws RedisUnavailable with the copy unchanged
   */
  public void follow() {
    String from = position;
    long now = System.nanoTime();
    if (from == null || now - completeAt >= COMPLETE_EVERY_NANOS || !continues(from)) {
      position = newest();
      byRoom = new ConcurrentHashMap<>(leases.all());
      completeAt = now;
      return;
    }
    List<MapRecord<String, Object, Object>> changes;
    do {
      changes = after(from);
      for (MapRecord<String, Object, Object> change : changes) {
        apply(change);
        from = change.getId().getValue();
      }
      position = from;
    } while (changes.size() == CHANGES_AT_ONCE);
  }

  /** Whether the stream still reaches back to where we are; an empty Redis does not. */
  private boolean continues(String from) {
    List<MapRecord<String, Object, Object>> here =
        redis.call(commands ->
            commands
                .opsForStream()
                .range(Keys.LEASE_CHANGES, Range.closed(from, from), Limit.limit().count(1)));
    return from.equals("0-0") ? newest().equals("0-0") : here != null && !here.isEmpty();
  }

  private String newest() {
    List<MapRecord<String, Object, Object>> last =
        redis.call(commands ->
            commands
                .opsForStream()
                .reverseRange(Keys.LEASE_CHANGES, Range.unbounded(), Limit.limit().count(1)));
    return last == null || last.isEmpty() ? "0-0" : last.getFirst().getId().getValue();
  }

  private List<MapRecord<String, Object, Object>> after(String from) {
    List<MapRecord<String, Object, Object>> found =
        redis.call(commands ->
            commands
                .opsForStream()
                .range(
                    Keys.LEASE_CHANGES,
                    Range.rightUnbounded(Range.Bound.exclusive(from)),
                    Limit.limit().count(CHANGES_AT_ONCE)));
    return found == null ? List.of() : found;
  }

  private void apply(MapRecord<String, Object, Object> change) {
    Object room = change.getValue().get("room");
    Object lease = change.getValue().get("lease");
    if (room == null || lease == null) {
      return;
    }
    if (lease.toString().isEmpty()) {
      byRoom.remove(room.toString());
    } else {
      Lease.parse(room.toString(), lease.toString())
          .ifPresent(parsed -> byRoom.put(room.toString(), parsed));
    }
  }
}
