package io.linkmic.rtc.feedback;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which missing packets to ask for, and when (RFC 4585 §6.2.1): at once, then once per
 * round trip, until the packet comes or could only come too late.
 */
public final class NackGenerator {
  /** congestion.md §4: more missing packets than this are cheaper to replace by a key frame. */
  private static final int MAX_OUTSTANDING = 1000;

  /** congestion.md §4: a packet asked for ten times is not in the sender's history. */
  private static final int MAX_TRIES = 10;

  /** An answer may come this much later than the round trip: timers and copies of the sender. */
  private static final Duration MARGIN = Duration.ofMillis(10);

  private final Duration deadline;
  private final TreeMap<Long, Missing> missing = new TreeMap<>();
  private @Nullable Instant nextDue;
  private boolean hopeless;

  /**
   * @param deadline after its hole was noticed a packet is of no more use
   */
  public NackGenerator(Duration deadline) {
    this.deadline = deadline;
  }

  /**
   * The packets from {@code from} to before {@code to} were skipped.
   *
   * @return false if too many are missing now: all are forgotten, ask for a key frame instead
   */
  public boolean noticed(long from, long to, Instant now) {
    if (missing.size() + (to - from) > MAX_OUTSTANDING) {
      missing.clear();
      nextDue = null;
      return false;
    }
    for (long sequence = from; sequence < to; sequence++) {
      missing.put(sequence, new Missing(now));
    }
    if (from < to) {
      nextDue = now;
    }
    return true;
  }

  /**
   * The packet came after all.
   *
   * @param rtt learns how long after its NACK the packet came. If it was asked for more than once
   *     nobody knows which NACK it answers (Karn); then the time since the first is taken only for
   *     want of anything better
   * @return false if it was not missing
   */
  public boolean received(long sequence, Instant now, RoundTripTime rtt) {
    if (missing.isEmpty()) {
      return false;
    }
    Missing found = missing.remove(sequence);
    if (found != null && (found.tries == 1 || (found.tries > 1 && !rtt.measured()))) {
      rtt.sample(Duration.between(found.firstAskedAt, now));
    }
    return found != null;
  }

  /** The packet came by itself, only later than its successors. */
  public void reordered(long sequence) {
    if (!missing.isEmpty()) {
      missing.remove(sequence);
    }
  }

  public void releasedBelow(long sequence) {
    while (!missing.isEmpty() && missing.firstKey() < sequence) {
      missing.pollFirstEntry();
    }
  }

  public int outstanding() {
    return missing.size();
  }

  /** When {@link #poll} has something to ask for; null if never. */
  public @Nullable Instant nextDue() {
    return missing.isEmpty() ? null : nextDue;
  }

  /** Hands out, in order, the packets to ask for now. */
  public void poll(Instant now, Duration rtt, LongConsumer ask) {
    if (missing.isEmpty() || nextDue == null || now.isBefore(nextDue)) {
      return;
    }
    Instant next = null;
    for (Map.Entry<Long, Missing> entry : missing.entrySet()) {
      Missing one = entry.getValue();
      if (!one.givenUp && !now.isBefore(one.dueAt)) {
        if (one.tries > 0 && isPointless(one, now, rtt)) {
          one.givenUp = true;
          hopeless = true;
        } else {
          one.asked(now, rtt);
          ask.accept(entry.getKey());
        }
      }
      if (!one.givenUp && (next == null || one.dueAt.isBefore(next))) {
        next = one.dueAt;
      }
    }
    nextDue = next;
  }

  /** True once after a packet was given up: only a key frame helps. */
  public boolean takeHopeless() {
    boolean was = hopeless;
    hopeless = false;
    return was;
  }

  private boolean isPointless(Missing one, Instant now, Duration rtt) {
    return one.tries >= MAX_TRIES || now.plus(rtt).isAfter(one.noticedAt.plus(deadline));
  }

  private static final class Missing {
    final Instant noticedAt;
    Instant dueAt;
    Instant firstAskedAt;
    int tries;
    boolean givenUp;

    Missing(Instant now) {
      noticedAt = now;
      dueAt = now;
      firstAskedAt = now;
    }

    void asked(Instant now, Duration rtt) {
      if (tries++ == 0) {
        firstAskedAt = now;
      }
      dueAt = now.plus(rtt).plus(MARGIN);
    }
  }
}
