package io.linkmic.rtc.ice;

import io.linkmic.rtc.bytes.Bytes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client has yet to check (RFC 8445 §6.1.4) and what it waits for. */
final class ClientChecks {
  // A node offers one to three addresses; 64 is what the SDP parser lets through.
  private static final int MAX_WAITING = 64;

  // Every candidate once, and consent checks whose answers are late.
  private static final int MAX_PENDING = 128;

  private final Deque<Path> waiting = new ArrayDeque<>();
  private final Map<Bytes, ClientCheck> pending = new LinkedHashMap<>();

  void enqueue(Path path) {
    if (waiting.size() < MAX_WAITING && !waiting.contains(path)) {
      waiting.addLast(path);
    }
  }

  void enqueueFirst(Path path) {
    waiting.remove(path);
    waiting.addFirst(path);
  }

  @Nullable Path nextWaiting() {
    return waiting.pollFirst();
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  void sent(ClientCheck check) {
    pending.put(check.transactionId(), check);
    if (pending.size() > MAX_PENDING) {
      pending.remove(pending.keySet().iterator().next());
    }
  }

  /**
   * The check this answer belongs to; it must come from where the check went (RFC 8445 §7.2.5.2.1).
   */
  @Nullable ClientCheck answered(Bytes transactionId, Path path) {
    ClientCheck check = pending.get(transactionId);
    if (check == null || !check.path().remote().equals(path.remote())) {
      return null;
    }
    return check;
  }

  void done(ClientCheck check) {
    pending.remove(check.transactionId());
  }

  boolean isPending(Path path) {
    return pending.values().stream().anyMatch(check -> check.path().equals(path));
  }

  /** Those to send again; those out of attempts are forgotten. */
  List<ClientCheck> takeDue(Instant now) {
    List<ClientCheck> due = new ArrayList<>();
    pending
        .values()
        .removeIf(check -> {
          boolean isDue = !now.isBefore(check.nextAt());
          if (isDue && !check.isExhausted()) {
            due.add(check);
          }
          return isDue;
        });
    return due;
  }

  Optional<Instant> nextAt() {
    return pending.values().stream().map(ClientCheck::nextAt).min(Instant::compareTo);
  }

  void clear() {
    waiting.clear();
    pending.clear();
  }
}
