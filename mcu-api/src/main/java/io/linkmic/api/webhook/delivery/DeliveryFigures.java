package io.linkmic.api.webhook.delivery;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Script;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How subscriptions fare. Any thread that may wait; throws {@code RedisUnavailable}. */
public final class DeliveryFigures {
  private static final Script FIGURES =
      Script.of(DeliveryFigures.class, "queues.lua", "figures.lua");
  private static final int FIELDS = 8;

  private final ClusterRedis redis;

  public DeliveryFigures(ClusterRedis redis) {
    this.redis = redis;
  }

  /**
   * One subscription's.
   *
   * @param queued events waiting
   * @param oldestQueuedAt of them; null when none waits
   * @param deadLetters that can be sent again
   * @param deadLettersDropped that made room for younger ones
   * @param lastStatus HTTP's, of the last try; null without an answer
   * @param lastError stable word of the last try that failed; null when the last one did not
   * @param lastTriedAt null before the first try
   * @param restingUntil nobody is there: asked again then; null while it answers
   */
  public record Figures(
      long queued,
      @Nullable Instant oldestQueuedAt,
      long deadLetters,
      long deadLettersDropped,
      @Nullable Integer lastStatus,
      @Nullable String lastError,
      @Nullable Instant lastTriedAt,
      @Nullable Instant restingUntil) {}

  /** In the order of the ids. */
  public List<Figures> of(List<String> webhookIds) {
    if (webhookIds.isEmpty()) {
      return List.of();
    }
    List<String> answer = FIGURES.run(redis, List.of(), webhookIds.toArray());
    List<Figures> figures = new ArrayList<>();
    for (int i = 0; i + FIELDS <= answer.size(); i += FIELDS) {
      figures.add(parse(answer.subList(i, i + FIELDS)));
    }
    return figures;
  }

  private static Figures parse(List<String> fields) {
    return new Figures(
        Long.parseLong(fields.get(0)),
        millis(fields.get(1)),
        Long.parseLong(fields.get(2)),
        Long.parseLong(fields.get(3)),
        fields.get(4).isEmpty() ? null : Integer.valueOf(fields.get(4)),
        fields.get(5).isEmpty() ? null : fields.get(5),
        millis(fields.get(6)),
        millis(fields.get(7)));
  }

  private static @Nullable Instant millis(String text) {
    return text.isEmpty() ? null : Instant.ofEpochMilli((long) Double.parseDouble(text));
  }
}
