package io.linkmic.rtc.feedback;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to send PLI (RFC 4585 §6.3.1) or FIR (RFC 5104 §4.3.1): at once when asked, at most
 * once per round trip, again until an IDR has come.
 */
public final class KeyFrameRequester {
  /** Time for the sender to encode and send an IDR before it is asked again. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  /** After this many unanswered requests the sender does not understand them. */
  private static final int EAGER_TRIES = 5;

  /** Pace towards a sender that does not answer: still there for one that comes to its senses. */
  private static final Duration SLOW_PACE = Duration.ofSeconds(2);

  private boolean wanted;
  private int tries;
  private @Nullable Instant lastSentAt;
  private @Nullable Instant dueAt;

  /** An IDR is wanted. */
  public void request(Instant now, Duration rtt) {
    if (wanted && tries > 0) {
      return;
    }
    wanted = true;
    tries = 0;
    Instant earliest = lastSentAt == null ? now : lastSentAt.plus(rtt);
    dueAt = earliest.isAfter(now) ? earliest : now;
  }

  /** An IDR should come by itself; it is wanted if it has not by {@code when}. */
  public void requestNotBefore(Instant when) {
    wanted = true;
    tries = 0;
    dueAt = when;
  }

  /** An IDR has come. */
  public void satisfied() {
    wanted = false;
    dueAt = null;
  }

  /** When {@link #poll} wants to send; null if never. */
  public @Nullable Instant nextDue() {
    return dueAt;
  }

  /** Whether to send a request now. */
  public boolean poll(Instant now, Duration rtt) {
    if (dueAt == null || now.isBefore(dueAt)) {
      return false;
    }
    tries++;
    lastSentAt = now;
    dueAt = now.plus(tries < EAGER_TRIES ? rtt.plus(PATIENCE) : SLOW_PACE);
    return true;
  }
}
