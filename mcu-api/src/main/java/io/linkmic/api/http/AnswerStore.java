package io.linkmic.api.http;

import io.linkmic.cluster.redis.ClusterJson;
import io.linkmic.cluster.redis.ClusterRedis;
import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.Script;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers of the last day, in Redis: every instance knows them, and a restarted one too. Any thread
 * that may wait; throws {@code RedisUnavailable}.
 */
@Component
class AnswerStore {
  /** reliability.md §6. */
  static final Duration KEPT = Duration.ofHours(24);

  /** Longer than any request takes; after that an instance that died no longer blocks the key. */
  static final Duration LOCK = Duration.ofSeconds(30);

  private static final String PREFIX = "linkmic:idempotency:";
  private static final Script BEGIN = Script.of(AnswerStore.class, "begin.lua");
  private static final Script END = Script.of(AnswerStore.class, "end.lua");

  private final ClusterRedis redis;

  AnswerStore(ClusterRedis redis) {
    this.redis = redis;
  }

  /** What to do with a request. */
  sealed interface Beginning {
    /** Do it, then call {@link #end}. */
    record First(Ticket ticket) implements Beginning {}

    /** The same request is being done. */
    record InFlight() implements Beginning {}

    /** The key belongs to another body. */
    record OtherBody() implements Beginning {}

    /** It was done. */
    record Known(Answer answer) implements Beginning {}
  }

  /** Who does it. */
  record Ticket(String key, String running, String hash) {}

  /**
   * What was answered.
   *
   * @param body as text: all our answers are JSON
   */
  record Answer(
      int status,
      @Nullable String contentType,
      @Nullable String location,
      @Nullable String etag,
      String body) {}

  /**
   * @param name caller, path and key; hashed, so that any characters may be in it
   */
  Beginning begin(String name, byte[] body) {
    String key = PREFIX + hash(name.getBytes(StandardCharsets.UTF_8));
    String hash = hash(body);
    String who = UUID.randomUUID().toString();
    List<String> answer =
        BEGIN.run(
            redis,
            List.of(key),
            Integer.toString(Keys.SCHEMA),
            hash,
            who,
            Long.toString(LOCK.toMillis()));
    if (answer.getFirst().equals("first")) {
      return new Beginning.First(new Ticket(key, Keys.SCHEMA + " " + hash + " " + who, hash));
    }
    String[] parts = answer.get(1).split(" ", 4);
    if (parts.length < 3 || !parts[1].equals(hash)) {
      return new Beginning.OtherBody();
    }
    if (parts.length < 4) {
      return new Beginning.InFlight();
    }
    Optional<Answer> known = ClusterJson.read(parts[3], Answer.class);
    return known.<Beginning>map(Beginning.Known::new).orElseGet(Beginning.InFlight::new);
  }

  /**
   * @param answer null when the request may be tried again with the same key
   */
  void end(Ticket ticket, @Nullable Answer answer) {
    String value =
        answer == null ? "" : Keys.SCHEMA + " " + ticket.hash() + " - " + ClusterJson.write(answer);
    END.run(redis, List.of(ticket.key()), ticket.running(), value, Long.toString(KEPT.toMillis()));
  }

  private static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
