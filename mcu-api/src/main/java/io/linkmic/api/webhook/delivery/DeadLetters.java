package io.linkmic.api.webhook.delivery;

import io.linkmic.api.webhook.subscription.WebhookKeys;
import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Script;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;

/**
 * What could not be delivered, in the order in which it was given up. Any thread that may wait;
 * throws {@code RedisUnavailable}.
 */
public final class DeadLetters {
  private static final Script RESEND = Script.of(DeadLetters.class, "queues.lua", "resend.lua");

  private final ClusterRedis redis;
  private final DeliverySettings settings;

  public DeadLetters(ClusterRedis redis, DeliverySettings settings) {
    this.redis = redis;
    this.settings = settings;
  }

  /**
   * An event that was given up.
   *
   * @param subject the room, {@code node:} and the node, or {@code webhook:test}
   * @param body JSON, as it would have been sent
   * @param reason {@code expired}, {@code gone}, {@code room-queue-full} or {@code queue-full}
   * @param attempts tries that failed
   * @param status HTTP's of the last one, null without an answer
   * @param error stable word of the last one, null without one
   */
  public record DeadLetter(
      String eventId,
      String type,
      String subject,
      String body,
      String reason,
      int attempts,
      @Nullable Integer status,
      @Nullable String error,
      Instant queuedAt,
      Instant diedAt) {}

  /**
   * @param next where the next page begins, null on the last one
   */
  public record Page(List<DeadLetter> letters, @Nullable Long next) {}

  /** As a script wrote it. */
  private record Stored(
      String schema,
      String subject,
      String entry,
      String reason,
      String attempts,
      String status,
      String error,
      String diedAt) {}

  /**
   * @param from 0 for the first page, else what the page before said
   */
  public Page list(String webhookId, long from, int limit) {
    String order = WebhookKeys.DEAD_ORDER + webhookId;
    var found =
        redis.call(c ->
            c.opsForZSet()
                .rangeByScoreWithScores(
                    order, (double) from, Double.POSITIVE_INFINITY, 0, limit + 1L));
    if (found == null) {
      return new Page(List.of(), null);
    }
    List<DeadLetter> letters = new ArrayList<>();
    Long next = null;
    for (TypedTuple<String> place : found) {
      if (letters.size() == limit) {
        next = place.getScore() == null ? null : place.getScore().longValue();
        break;
      }
      find(webhookId, String.valueOf(place.getValue())).ifPresent(letters::add);
    }
    return new Page(letters, next);
  }

  private Optional<DeadLetter> find(String webhookId, String eventId) {
    String stored =
        redis.call(c -> c.<String, String>opsForHash().get(WebhookKeys.DEAD + webhookId, eventId));
    return Optional.ofNullable(stored).flatMap(DeadLetters::parse);
  }

  private static Optional<DeadLetter> parse(String json) {
    return ClusterJson.read(json, Stored.class)
        .filter(stored -> stored.schema().equals("1"))
        .flatMap(stored -> QueueEntry.parse(stored.entry()).map(entry -> letter(stored, entry)));
  }

  private static DeadLetter letter(Stored stored, QueueEntry entry) {
    return new DeadLetter(
        entry.eventId(),
        entry.type(),
        stored.subject(),
        entry.body(),
        stored.reason(),
        Integer.parseInt(stored.attempts()),
        stored.status().isEmpty() ? null : Integer.valueOf(stored.status()),
        stored.error().isEmpty() ? null : stored.error(),
        entry.queuedAt(),
        Instant.ofEpochMilli(Long.parseLong(stored.diedAt())));
  }

  /**
   * Puts them at the ends of their queues, with their ids and sequences of old; those for which
   * there is no room stay.
   *
   * @param eventIds empty for all
   * @return how many went
   */
  public int resend(String webhookId, List<String> eventIds) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(webhookId);
    arguments.add(Integer.toString(settings.mostOfRoom()));
    arguments.add(Integer.toString(settings.most()));
    arguments.addAll(eventIds);
    return Integer.parseInt(RESEND.run(redis, List.of(), arguments.toArray()).getFirst());
  }
}
