package io.linkmic.backend.chat;

import io.linkmic.cluster.redis.Keys;
import io.linkmic.cluster.redis.Script;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * So many messages of a participant in any window of time, counted in Redis for all its sockets on
 * all instances; while Redis is away, for this instance alone. Waits; any thread.
 */
final class SendWindow {
  private static final Script SCRIPT = Script.of(SendWindow.class, "send-window.lua");

  /** 200 bytes each: 10 MB at most; a crowd beyond waits for the next window. */
  private static final int MAXIMUM_REMEMBERED = 50_000;

  private final RedisGate redis;
  private final int messages;
  private final Duration window;
  private final LongSupplier nanoTime;

  /** Times of the last messages, newest first; changed only inside {@code compute}. */
  private final ConcurrentMap<Who, Deque<Long>> here = new ConcurrentHashMap<>();

  SendWindow(RedisGate redis, int messages, Duration window, LongSupplier nanoTime) {
    this.redis = redis;
    this.messages = messages;
    this.window = window;
    this.nanoTime = nanoTime;
  }

  private record Who(String broadcastId, String participantId) {}

  /** How long to wait; zero when the message counts as sent. */
  Duration take(String broadcastId, String participantId) {
    String key = Keys.CHAT + broadcastId + ":sent:" + participantId;
    Optional<Duration> told =
        redis
            .ask(server ->
                SCRIPT.run(
                    server,
                    List.of(key),
                    Integer.toString(messages),
                    Long.toString(window.toMillis())))
            .map(answer -> Duration.ofMillis(Long.parseLong(answer.getFirst())));
    return told.orElseGet(() -> takeHere(new Who(broadcastId, participantId)));
  }

  private Duration takeHere(Who who) {
    if (here.size() >= MAXIMUM_REMEMBERED && !here.containsKey(who)) {
      return window;
    }
    long[] wait = {0};
    here.compute(
        who,
        (key, known) -> {
          Deque<Long> times = known == null ? new ArrayDeque<>(messages) : known;
          long now = nanoTime.getAsLong();
          if (times.size() >= messages) {
            wait[0] = Math.max(0, times.getLast() + window.toNanos() - now);
            if (wait[0] > 0) {
              return times;
            }
            times.removeLast();
          }
          times.addFirst(now);
          return times;
        });
    return wait[0] == 0 ? Duration.ZERO : Duration.ofNanos(wait[0]).plusMillis(1);
  }

  /** Forgets whoever has been silent for a window. */
  void sweep() {
    long old = nanoTime.getAsLong() - window.toNanos();
    for (Who who : here.keySet()) {
      here.computeIfPresent(who, (key, times) -> times.getFirst() - old <= 0 ? null : times);
    }
  }
}
