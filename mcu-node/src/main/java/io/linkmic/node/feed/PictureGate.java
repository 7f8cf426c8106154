package io.linkmic.node.feed;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures go to a receiver: from an IDR on, until one could not be sent. A picture with the
 * one before it missing is never sent, because no decoder can show it.
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

  private boolean open;
  private @Nullable Instant askedAt;

  /**
   * @param blocked our own socket takes nothing more
   */
  Verdict picture(boolean idr, boolean blocked, Instant now) {
    if (blocked) {
      open = false;
      return Verdict.DROP;
    }
    if (open || idr) {
      open = true;
      return Verdict.SEND;
    }
    return mayAsk(now) ? Verdict.WANT_KEY_FRAME : Verdict.DROP;
  }

  /** Something is missing: the next picture must be an IDR. */
  void broken() {
    open = false;
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
