package io.linkmic.cluster.blacklist;

import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The entries. Any thread that may wait; throws {@code RedisUnavailable}. */
public final class Blacklist {
  /** mcu-dns looks at each for each selection; a fleet with more broken parts has other worries. */
  public static final int MOST = 1_000;

  private static final String SCHEMA = Keys.SCHEMA + " ";

  private final ClusterRedis redis;

  public Blacklist(ClusterRedis redis) {
    this.redis = redis;
  }

  /** False when there are too many already. */
  public boolean put(BlacklistEntry entry) {
    return redis.call(commands -> {
      var hash = commands.opsForHash();
      if (hash.size(Keys.BLACKLIST) >= MOST && !hash.hasKey(Keys.BLACKLIST, entry.id())) {
        return false;
      }
      hash.put(Keys.BLACKLIST, entry.id(), SCHEMA + ClusterJson.write(entry));
      return true;
    });
  }

  /** False when there is no such entry. */
  public boolean remove(String id) {
    Long removed = redis.call(commands -> commands.opsForHash().delete(Keys.BLACKLIST, id));
    return removed != null && removed > 0;
  }

  /** Those in force, oldest first; expired ones are swept out on the way. */
  public List<BlacklistEntry> inForce(Instant now) {
    Map<Object, Object> stored =
        redis.call(commands -> commands.opsForHash().entries(Keys.BLACKLIST));
    List<BlacklistEntry> entries = new ArrayList<>();
    List<Object> expired = new ArrayList<>();
    stored.forEach((id, value) -> {
      String text = value.toString();
      if (text.startsWith(SCHEMA)) {
        ClusterJson.read(text.substring(SCHEMA.length()), BlacklistEntry.class)
            .ifPresent(entry -> {
              if (entry.expiresAt() == null || entry.expiresAt().isAfter(now)) {
                entries.add(entry);
              } else {
                expired.add(id);
              }
            });
      }
    });
    if (!expired.isEmpty()) {
      redis.call(commands -> commands.opsForHash().delete(Keys.BLACKLIST, expired.toArray()));
    }
    entries.sort(Comparator.comparing(BlacklistEntry::createdAt).thenComparing(BlacklistEntry::id));
    return entries;
  }
}
