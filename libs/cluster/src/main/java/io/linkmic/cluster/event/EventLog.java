package io.linkmic.cluster.event;

import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.Script;
import io.linkmic.contract.event.ClusterEvent;
import io.linkmic.contract.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where events are written. Any thread that may wait; throws {@code RedisUnavailable}. */
public final class EventLog {
  private static final Script APPEND = Script.of(EventLog.class, "append.lua");

  // 100,000 events of 400 bytes: an hour of a busy fleet while mcu-api is away, in 40 MB.
  private static final int KEPT = 100_000;

  private final ClusterRedis redis;

  public EventLog(ClusterRedis redis) {
    this.redis = redis;
  }

  /**
   * An event before Redis gave it its place.
   *
   * @param id unique; appending it again within ten minutes does nothing
   * @param epoch of the room's lease; 0 where the writer needs none
   */
  public record NewEvent(
      String id,
      EventType type,
      @Nullable String roomId,
      @Nullable String apiKey,
      @Nullable String nodeId,
      long epoch,
      Map<String, Object> data) {}

  /** What became of it. */
  public enum Append {
    APPENDED,
    /** It was appended before. */
    KNOWN,
    /** Another node owns the room by a higher epoch: nobody may hear of it any more. */
    FENCED
  }

  public Append append(NewEvent event) {
    String subject = event.roomId() == null ? "node:" + event.nodeId() : event.roomId();
    List<String> answer =
        APPEND.run(
            redis,
            List.of(Keys.EVENTS, Keys.EVENT_SEQUENCES, Keys.LEASES, Keys.EVENT + event.id()),
            subject,
            event.id(),
            event.type().word(),
            orEmpty(event.roomId()),
            orEmpty(event.apiKey()),
            orEmpty(event.nodeId()),
            Long.toString(event.epoch()),
            ClusterJson.write(event.data()),
            Integer.toString(KEPT));
    return switch (answer.getFirst()) {
      case "appended" -> Append.APPENDED;
      case "known" -> Append.KNOWN;
      default -> Append.FENCED;
    };
  }

  /** A record of the stream; empty when a newer LinkMic wrote it. */
  @SuppressWarnings("unchecked")
  public static Optional<ClusterEvent> parse(Map<?, ?> fields) {
    String schema = text(fields, "schema");
    if (!schema.equals(Integer.toString(ClusterEvent.SCHEMA))) {
      return Optional.empty();
    }
    return ClusterJson.read(text(fields, "data"), Map.class)
        .map(data ->
            new ClusterEvent(
                ClusterEvent.SCHEMA,
                text(fields, "id"),
                text(fields, "type"),
                orNull(text(fields, "roomId")),
                orNull(text(fields, "apiKey")),
                orNull(text(fields, "nodeId")),
                Long.parseLong(text(fields, "epoch")),
                Long.parseLong(text(fields, "sequence")),
                Instant.ofEpochMilli(Long.parseLong(text(fields, "at"))),
                (Map<String, Object>) data));
  }

  private static String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
