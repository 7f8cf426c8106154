package io.linkmic.api.webhook.delivery;

import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The queues as a sender sees them. Every change is one script, and one that changes a claimed
 * queue does nothing once somebody else claimed it. Any thread that may wait; throws {@code
 * RedisUnavailable}.
 */
final class DeliveryQueues {
  private static final String SHARED = "queues.lua";
  private static final Script DUE = Script.of(DeliveryQueues.class, SHARED, "due.lua");
  private static final Script CLAIM = Script.of(DeliveryQueues.class, SHARED, "claim.lua");
  private static final Script DELIVERED = Script.of(DeliveryQueues.class, SHARED, "delivered.lua");
  private static final String VERSION = "/io/linkmic/api/webhook/subscription/version.lua";
  private static final Script FAILED =
      Script.of(DeliveryQueues.class, SHARED, VERSION, "failed.lua");
  private static final Script SWEEP = Script.of(DeliveryQueues.class, SHARED, "sweep.lua");
  private static final Script ENQUEUE = Script.of(DeliveryQueues.class, SHARED, "enqueue.lua");

  // Subscriptions looked at in one round; those left over are due in the next.
  private static final int MOST_DUE = 256;

  // Dead letters made by one sweep: a few milliseconds of Redis.
  private static final int MOST_SWEPT = 100;

  private final ClusterRedis redis;
  private final DeliverySettings settings;

  DeliveryQueues(ClusterRedis redis, DeliverySettings settings) {
    this.redis = redis;
    this.settings = settings;
  }

  /**
   * @param version of the subscriptions
   */
  record Due(String version, List<String> webhookIds) {}

  /** What to do with a head that did not arrive. */
  enum Verdict {
    RETRY,
    BURY,
    /** Bury it and all others: the subscription is over. */
    DISABLE
  }

  /**
   * @param away nobody was there: the whole subscription waits
   * @param reason for the dead letters
   */
  record Failure(
      Verdict verdict, Duration delay, boolean away, int status, String error, String reason) {}

  Due due() {
    List<String> answer = DUE.run(redis, List.of(), Integer.toString(MOST_DUE));
    return new Due(answer.getFirst(), List.copyOf(answer.subList(1, answer.size())));
  }

  /** One queue of the subscription, if one is due. */
  Optional<Claim> claim(String webhookId) {
    String token = UUID.randomUUID().toString();
    long nanos = System.nanoTime();
    List<String> answer =
        CLAIM.run(
            redis, List.of(), webhookId, token, Long.toString(settings.visibility().toMillis()));
    if (!answer.getFirst().equals("claimed")) {
      return Optional.empty();
    }
    // What a newer LinkMic queued waits until one of its senders claims it.
    return QueueEntry.parse(answer.get(2))
        .map(head ->
            new Claim(
                webhookId,
                answer.get(1),
                token,
                head,
                Integer.parseInt(answer.get(3)),
                millis(answer.get(4)),
                Integer.parseInt(answer.get(5)),
                millis(answer.get(6)),
                nanos));
  }

  /**
   * The head arrived. Saying it twice is harmless.
   *
   * @param goOn whether the sender wants the next one of this queue
   * @return the next one, still claimed
   */
  Optional<Claim> delivered(Claim claim, int status, boolean goOn) {
    long nanos = System.nanoTime();
    List<String> answer =
        DELIVERED.run(
            redis,
            List.of(),
            claim.webhookId(),
            claim.subject(),
            claim.token(),
            claim.head().eventId(),
            Integer.toString(status),
            goOn ? Long.toString(settings.visibility().toMillis()) : "0");
    return answer.getFirst().equals("next")
        ? QueueEntry.parse(answer.get(1))
            .map(head -> claim.next(head, millis(answer.get(2)), nanos))
        : Optional.empty();
  }

  /** Says how many events died of it. */
  int failed(Claim claim, Failure failure) {
    List<String> answer =
        FAILED.run(
            redis,
            List.of(),
            claim.webhookId(),
            claim.subject(),
            claim.token(),
            claim.head().eventId(),
            switch (failure.verdict()) {
              case RETRY -> "retry";
              case BURY -> "bury";
              case DISABLE -> "disable";
            },
            Long.toString(failure.delay().toMillis()),
            failure.away() ? "1" : "0",
            Integer.toString(claim.receiverFailures()),
            failure.status() == 0 ? "" : Integer.toString(failure.status()),
            failure.error(),
            failure.reason(),
            Integer.toString(settings.deadLettersKept()));
    return Integer.parseInt(answer.get(1));
  }

  /** Gives up what waited too long while nobody was there; says how many died of it. */
  int sweep(String webhookId) {
    List<String> answer =
        SWEEP.run(
            redis,
            List.of(),
            webhookId,
            Long.toString(settings.giveUpAfter().toMillis()),
            Integer.toString(settings.deadLettersKept()),
            Integer.toString(MOST_SWEPT));
    return Integer.parseInt(answer.getFirst());
  }

  /** What became of an event for one subscription alone. */
  enum Enqueued {
    QUEUED,
    FULL,
    MISSING
  }

  Enqueued enqueue(String webhookId, String subject, String eventId, String type, String body) {
    List<String> answer =
        ENQUEUE.run(
            redis,
            List.of(),
            webhookId,
            subject,
            eventId,
            type,
            body,
            Integer.toString(settings.mostOfRoom()),
            Integer.toString(settings.most()));
    return switch (answer.getFirst()) {
      case "queued" -> Enqueued.QUEUED;
      case "full" -> Enqueued.FULL;
      default -> Enqueued.MISSING;
    };
  }

  private static Instant millis(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text));
  }
}
