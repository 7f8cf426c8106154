package io.linkmic.node.feed;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the path to one receiver takes, judged by what the receiver says: its own estimate (REMB),
 * its losses and its round trips. Each of them errs alone: REMB grows only to 1.5 times what is
 * received and lags behind a picture that begins to move, a radio loses without being full, a round
 * trip rises with others' traffic. So two witnesses within {@link #MEMORY} make a full path, or
 * losses that repetitions cannot repair.
 *
 * <p>Values in, values out; time is the caller's. A controller by transport-cc would take this
 * class's place.
 */
final class Downlink {
  /** No estimate yet. */
  static final long UNKNOWN = 0;

  private static final Duration MEMORY = Duration.ofSeconds(3);
  // Reports within this time are about what was sent before: queues of paths hold up to a second.
  private static final Duration GRACE = Duration.ofSeconds(2);
  // Chromium sends a REMB at least every second; one that has stopped proves nothing.
  private static final Duration REMB_FRESH = Duration.ofSeconds(5);
  // RFC 3550 §6.4.1's fractions are about what is between two reports, which may be 5 packets.
  private static final Duration LOSS_OVER = Duration.ofMillis(900);
  private static final int LOSS_OF_PACKETS = 20;
  // congestion.md §2: 10 % is where loss-based controls give way, 2 % where they go on.
  private static final double LOSSY = 0.10;
  private static final double CLEAN = 0.02;
  // Repetitions repair up to this (congestion.md §4); more is a full queue, where they only harm.
  private static final double HOPELESS = 0.30;
  // Of what is sent. A fall of REMB goes to 0.85 of what was received: below this, an eighth of it
  // did not get through in time.
  private static final double FALLEN = 0.75;
  private static final double CEILING = 1.5;
  // REMB's ceiling is 1.5 times what it receives; near it the receiver sees no limit.
  private static final double FREE = 1.3;
  private static final Duration QUEUE = Duration.ofMillis(150);

  private final SentRate rate = new SentRate();
  private Instant deafUntil = Instant.MIN;
  private long remb = UNKNOWN;
  private Instant rembAt = Instant.MIN;
  private Instant fellAt = Instant.MIN;
  private Instant fellBeforeAt = Instant.MIN;
  private Instant slowAt = Instant.MIN;
  private @Nullable Duration shortestRoundTrip;
  private @Nullable Instant countedAt;
  private int lost;
  private long highest;
  private double lossFraction;
  private Instant lossAt = Instant.MIN;
  private long bound = UNKNOWN;

  /** Media was handed on to be sent. */
  void sent(int bytes, Instant now) {
    rate.sent(bytes, now);
  }

  /** The receiver's estimate, bit/s. */
  void estimated(long bitsPerSecond, Instant now) {
    boolean fell = bitsPerSecond < 0.97 * remb && bitsPerSecond < FALLEN * rate.bitsPerSecond(now);
    if (fell && listens(now)) {
      fellBeforeAt = fellAt;
      fellAt = now;
    }
    remb = bitsPerSecond;
    rembAt = now;
  }

  /** As in {@link io.linkmic.rtc.peer.PeerEvent.ReceiverReport}, of the pictures. */
  void reported(int lostSoFar, long highestSequence, @Nullable Duration roundTrip, Instant now) {
    if (roundTrip != null) {
      roundTrip(roundTrip, now);
    }
    Instant before = countedAt;
    long expected = highestSequence - highest;
    if (before == null || expected < 0 || !listens(now)) {
      count(lostSoFar, highestSequence, now);
    } else if (!now.isBefore(before.plus(LOSS_OVER)) && expected >= LOSS_OF_PACKETS) {
      loses(Math.clamp((double) (lostSoFar - lost) / expected, 0, 1), now);
      count(lostSoFar, highestSequence, now);
    }
  }

  private void count(int lostSoFar, long highestSequence, Instant now) {
    lost = lostSoFar;
    highest = highestSequence;
    countedAt = now;
  }

  private void roundTrip(Duration took, Instant now) {
    Duration shortest = shortestRoundTrip;
    if (shortest == null || took.compareTo(shortest) < 0) {
      shortestRoundTrip = took;
    } else if (took.compareTo(shortest.plus(QUEUE)) > 0 && listens(now)) {
      slowAt = now;
    }
  }

  private void loses(double fraction, Instant now) {
    lossFraction = fraction;
    lossAt = now;
    long sending = rate.bitsPerSecond(now);
    if (fraction > LOSSY) {
      bound = (long) (sending * (1 - fraction));
    } else if (fraction <= CLEAN && bound != UNKNOWN) {
      bound = Math.max(bound, (long) Math.min(bound * 1.08, CEILING * sending));
    }
  }

  /** Something else is sent from now on: what was told so far convicts it of nothing. */
  void changed(Instant now) {
    deafUntil = now.plus(GRACE);
    fellAt = Instant.MIN;
    fellBeforeAt = Instant.MIN;
    slowAt = Instant.MIN;
    lossAt = Instant.MIN;
    countedAt = null;
  }

  /** The path is another one. */
  void moved(Instant now) {
    changed(now);
    shortestRoundTrip = null;
    bound = UNKNOWN;
  }

  private boolean listens(Instant now) {
    return !now.isBefore(deafUntil);
  }

  private static boolean isRecent(Instant at, Instant now) {
    return at.isAfter(now.minus(MEMORY));
  }

  /** Whether the path cannot take what is sent. */
  boolean congested(Instant now) {
    int witnesses = 0;
    witnesses += isRecent(fellAt, now) ? 1 : 0;
    witnesses += isRecent(fellBeforeAt, now) ? 1 : 0;
    witnesses += isRecent(slowAt, now) ? 1 : 0;
    witnesses += isRecent(lossAt, now) && lossFraction > LOSSY ? 1 : 0;
    return witnesses >= 2 || losesTooMuch(now);
  }

  private boolean losesTooMuch(Instant now) {
    return isRecent(lossAt, now) && lossFraction > HOPELESS;
  }

  /** Whether so much less gets through than is sent that nobody could watch it. */
  boolean hopeless(Instant now) {
    long takes = bitsPerSecond(now);
    return losesTooMuch(now)
        || (congested(now) && takes != UNKNOWN && takes < rate.bitsPerSecond(now) / 2);
  }

  /**
   * What the path takes at least, bit/s with all headers; {@link #UNKNOWN} before anybody said so.
   */
  long bitsPerSecond(Instant now) {
    long told = isFresh(now) ? remb : UNKNOWN;
    if (told == UNKNOWN || bound == UNKNOWN) {
      return Math.max(told, bound);
    }
    return Math.min(told, bound);
  }

  private boolean isFresh(Instant now) {
    return remb != UNKNOWN && rembAt.isAfter(now.minus(REMB_FRESH));
  }

  /** Whether nothing speaks against sending more: no limit shows at what is sent now. */
  boolean looksFree(Instant now) {
    return !congested(now) && (!isFresh(now) || remb >= FREE * rate.bitsPerSecond(now));
  }
}
