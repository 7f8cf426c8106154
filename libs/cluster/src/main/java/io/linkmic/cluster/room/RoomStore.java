package io.linkmic.cluster.room;

import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.Script;
import io.linkmic.contract.room.RoomSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;

/** The configurations. Any thread that may wait; throws {@code RedisUnavailable}. */
public final class RoomStore {
  private static final Script CREATE = Script.of(RoomStore.class, "create.lua");
  private static final Script UPDATE = Script.of(RoomStore.class, "update.lua");
  private static final Script VERSIONS = Script.of(RoomStore.class, "versions.lua");
  private static final Script DELETE = Script.of(RoomStore.class, "delete.lua");
  private static final Script TOGETHER = Script.of(RoomStore.class, "together.lua");

  private final ClusterRedis redis;

  public RoomStore(ClusterRedis redis) {
    this.redis = redis;
  }

  /** What became of a write. */
  public sealed interface Write {
    record Written(RoomRecord room) implements Write {}

    /** There is a room of that id, perhaps another key's. */
    record Exists() implements Write {}

    record NotFound() implements Write {}

    /** Somebody changed it meanwhile. */
    record OtherVersion(long version) implements Write {}

    /** The API key has as many rooms as it may have. */
    record QuotaReached() implements Write {}
  }

  /**
   * What becomes of one of several rooms that change together.
   *
   * @param before as it was read
   * @param settings null for its end
   */
  public record Change(RoomRecord before, @Nullable RoomSettings settings) {}

  /** One page of an API key's rooms, by id. */
  public record Page(List<RoomRecord> rooms, @Nullable String next) {}

  /**
   * @param quota most rooms of one API key
   */
  public Write create(String roomId, String apiKey, RoomSettings settings, Instant now, int quota) {
    RoomRecord room = new RoomRecord(roomId, apiKey, settings, 1, now, now);
    List<String> answer =
        CREATE.run(
            redis,
            List.of(Keys.ROOM + roomId, Keys.ROOMS_OF + apiKey),
            roomId,
            stored(room),
            Integer.toString(quota));
    return switch (answer.getFirst()) {
      case "written" -> new Write.Written(room);
      case "quota" -> new Write.QuotaReached();
      default -> new Write.Exists();
    };
  }

  public Optional<RoomRecord> find(String roomId) {
    String stored = redis.call(commands -> commands.opsForValue().get(Keys.ROOM + roomId));
    return stored == null ? Optional.empty() : parse(stored);
  }

  /** Those of the ids that exist. */
  public List<RoomRecord> find(Collection<String> roomIds) {
    if (roomIds.isEmpty()) {
      return List.of();
    }
    List<String> keys = roomIds.stream().map(id -> Keys.ROOM + id).toList();
    List<@Nullable String> stored = redis.call(commands -> commands.opsForValue().multiGet(keys));
    List<RoomRecord> rooms = new ArrayList<>();
    if (stored != null) {
      for (String value : stored) {
        if (value != null) {
          parse(value).ifPresent(rooms::add);
        }
      }
    }
    return rooms;
  }

  /** Writes again what an emptied Redis forgot; what is there stays as it is. */
  public void restore(RoomRecord room) {
    CREATE.run(
        redis,
        List.of(Keys.ROOM + room.roomId(), Keys.ROOMS_OF + room.apiKey()),
        room.roomId(),
        stored(room),
        Integer.toString(Integer.MAX_VALUE));
  }

  /** The versions of those of the ids that exist. */
  public Map<String, Long> versions(Collection<String> roomIds) {
    if (roomIds.isEmpty()) {
      return Map.of();
    }
    List<String> ids = List.copyOf(roomIds);
    List<String> answer = VERSIONS.run(redis, ids.stream().map(id -> Keys.ROOM + id).toList());
    Map<String, Long> versions = new HashMap<>();
    for (int i = 0; i < ids.size() && i < answer.size(); i++) {
      if (!answer.get(i).isEmpty()) {
        versions.put(ids.get(i), Long.parseLong(answer.get(i)));
      }
    }
    return versions;
  }

  /** Changes what {@code before} describes, if nobody was faster. */
  public Write update(RoomRecord before, RoomSettings settings, Instant now) {
    RoomRecord room = next(before, settings, now);
    List<String> answer =
        UPDATE.run(
            redis,
            List.of(Keys.ROOM + room.roomId()),
            Long.toString(before.version()),
            stored(room));
    return switch (answer.getFirst()) {
      case "written" -> new Write.Written(room);
      case "version" -> new Write.OtherVersion(Long.parseLong(answer.get(1)));
      default -> new Write.NotFound();
    };
  }

  /**
   * @param version to be deleted, or null for any
   */
  public Write delete(RoomRecord room, @Nullable Long version) {
    List<String> answer =
        DELETE.run(
            redis,
            List.of(Keys.ROOM + room.roomId(), Keys.ROOMS_OF + room.apiKey()),
            room.roomId(),
            version == null ? "" : version.toString());
    return switch (answer.getFirst()) {
      case "deleted" -> new Write.Written(room);
      case "version" -> new Write.OtherVersion(Long.parseLong(answer.get(1)));
      default -> new Write.NotFound();
    };
  }

  /**
   * All of the changes or, when one of the rooms was changed meanwhile or is gone, none.
   *
   * @param changes of rooms of one API key, each room once
   * @return the rooms that remain, in the order of their changes; empty when nothing was changed
   */
  public Optional<List<RoomRecord>> change(List<Change> changes, Instant now) {
    List<String> keys = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    List<RoomRecord> after = new ArrayList<>();
    for (Change change : changes) {
      RoomRecord before = change.before();
      keys.add(Keys.ROOM + before.roomId());
      arguments.addAll(List.of(before.roomId(), Long.toString(before.version())));
      if (change.settings() == null) {
        arguments.add("");
      } else {
        RoomRecord room = next(before, change.settings(), now);
        arguments.add(stored(room));
        after.add(room);
      }
    }
    keys.add(Keys.ROOMS_OF + changes.getFirst().before().apiKey());
    return TOGETHER.run(redis, keys, arguments.toArray()).getFirst().equals("written")
        ? Optional.of(after)
        : Optional.empty();
  }

  /**
   * When this data set began, by Redis' clock: nodes write again what it lacks within two beats.
   * Empty while no node has beaten.
   */
  public Optional<Instant> born() {
    String millis = redis.call(commands -> commands.opsForValue().get(Keys.BORN));
    return millis == null
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
  }

  /**
   * @param after the last id of the page before, null for the first page
   */
  public Page list(String apiKey, @Nullable String after, int limit) {
    Range<String> range =
        after == null ? Range.unbounded() : Range.rightUnbounded(Range.Bound.exclusive(after));
    List<String> ids =
        List.copyOf(
            redis.call(commands -> {
              var found =
                  commands
                      .opsForZSet()
                      .rangeByLex(Keys.ROOMS_OF + apiKey, range, Limit.limit().count(limit + 1));
              return found == null ? List.<String>of() : List.copyOf(found);
            }));
    boolean more = ids.size() > limit;
    List<String> shown = more ? ids.subList(0, limit) : ids;
    return new Page(find(shown), more ? shown.getLast() : null);
  }

  public long count(String apiKey) {
    Long count = redis.call(commands -> commands.opsForZSet().zCard(Keys.ROOMS_OF + apiKey));
    return count == null ? 0 : count;
  }

  private static RoomRecord next(RoomRecord before, RoomSettings settings, Instant now) {
    return new RoomRecord(
        before.roomId(), before.apiKey(), settings, before.version() + 1, before.createdAt(), now);
  }

  private static String stored(RoomRecord room) {
    return Keys.SCHEMA + " " + room.version() + " " + ClusterJson.write(room);
  }

  private static Optional<RoomRecord> parse(String stored) {
    String[] parts = stored.split(" ", 3);
    return parts.length == 3 && parts[0].equals(Integer.toString(Keys.SCHEMA))
        ? ClusterJson.read(parts[2], RoomRecord.class)
        : Optional.empty();
  }
}
