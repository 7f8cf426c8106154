package io.linkmic.standalone.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of the last day, oldest first. Any thread; each call holds the lock for a map access. */
final class AnswerStore {
  /** reliability.md §6. */
  static final Duration KEPT = Duration.ofHours(24);

  /** Answers have about 1 KB: 10 MB at most, and a day of one new room every nine seconds. */
  static final int MOST = 10_000;

  private final InstantSource clock;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

  AnswerStore(InstantSource clock) {
    this.clock = clock;
  }

  /** What to do with a request. */
  sealed interface Beginning {
    /** Do it, then call {@link #end}. */
    record First() implements Beginning {}

    /** The same request is being done. */
    record InFlight() implements Beginning {}

    /** The key belongs to another body. */
    record OtherBody() implements Beginning {}

    /** It was done. */
    record Known(Answer answer) implements Beginning {}
  }

  /** What was answered. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, handed on as it is
  record Answer(int status, @Nullable String contentType, @Nullable String location, byte[] body) {}

  private record Entry(String bodyHash, Instant since, @Nullable Answer answer) {}

  synchronized Beginning begin(String name, byte[] body) {
    forgetOld();
    Entry entry = entries.get(name);
    String hash = hash(body);
    if (entry == null) {
      entries.put(name, new Entry(hash, clock.instant(), null));
      return new Beginning.First();
    }
    if (!entry.bodyHash().equals(hash)) {
      return new Beginning.OtherBody();
    }
    return entry.answer() == null ? new Beginning.InFlight() : new Beginning.Known(entry.answer());
  }

  /**
   * @param answer null when the request may be tried again with the same key
   */
  synchronized void end(String name, @Nullable Answer answer) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return;
    }
    if (answer == null) {
      entries.remove(name);
    } else {
      entries.put(name, new Entry(entry.bodyHash(), entry.since(), answer));
    }
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(KEPT);
    Iterator<Map.Entry<String, Entry>> inOrder = entries.entrySet().iterator();
    while (inOrder.hasNext()) {
      Map.Entry<String, Entry> first = inOrder.next();
      if (entries.size() < MOST && !first.getValue().since().isBefore(oldest)) {
        return;
      }
      inOrder.remove();
    }
  }

  private static String hash(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return java.util.HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
