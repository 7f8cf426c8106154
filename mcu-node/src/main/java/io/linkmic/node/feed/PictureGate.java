package io.linkmic.node.feed;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures go to a receiver: from an IDR on, until its path cannot take them; then none until
 * an IDR after a rest. A picture with the one before it missing is never sent, because no decoder
 * can show it.
 */
final class PictureGate {
  enum Verdict {
    SEND,
    DROP,
    /** Drop it, and ask for a key frame. */
    WANT_KEY_FRAME
  }

  // Twice a second: a request or its answer may get lost, and an encoder needs its time.
  static final Duration ASK_AGAIN = Duration.ofMillis(500);
  // Repetitions repair up to this (congestion.md §4); more is a full queue, where they only harm.
  private static final double TOO_LOSSY = 0.3;
  // Two reports of the receiver: one of them is all about the time since the pictures began.
  private static final Duration JUDGED_AFTER = Duration.ofSeconds(2);
  // The queues of the path run empty; sound goes on alone meanwhile.
  private static final Duration REST = Duration.ofSeconds(2);

  private @Nullable Instant openSince;
  private @Nullable Instant restsUntil;
  private @Nullable Instant askedAt;

  /**
   * @param fractionLost of the receiver's last report, 0 to 1
   * @param blocked our own socket takes nothing more
   */
  Verdict picture(boolean idr, double fractionLost, boolean blocked, Instant now) {
    Instant since = openSince;
    boolean lossy =
        since != null && fractionLost > TOO_LOSSY && !now.isBefore(since.plus(JUDGED_AFTER));
    if (blocked || lossy) {
      openSince = null;
      restsUntil = lossy ? now.plus(REST) : null;
      return Verdict.DROP;
    }
    if (since != null) {
      return Verdict.SEND;
    }
    if (restsUntil != null && now.isBefore(restsUntil)) {
      return Verdict.DROP;
    }
    restsUntil = null;
    if (idr) {
      openSince = now;
      return Verdict.SEND;
    }
    return mayAsk(now) ? Verdict.WANT_KEY_FRAME : Verdict.DROP;
  }

  /** Something is missing: the next picture must be an IDR. */
  void broken() {
    openSince = null;
  }

  /** Whether a key frame may be asked for now; if so, not again for a while. */
  boolean mayAsk(Instant now) {
    if (askedAt != null && now.isBefore(askedAt.plus(ASK_AGAIN))) {
      return false;
    }
    askedAt = now;
    return true;
  }
}
