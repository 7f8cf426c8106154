package io.linkmic.node.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bit/s over the last two seconds: long enough for a key frame not to look like a rise. */
final class SentRate {
  private static final int SLOTS = 8;
  private static final long SLOT_MILLIS = 250;
  // Headers of IP, UDP, RTP, and SRTP's tag: about 90 in packets of 1200 bytes.
  private static final double OVERHEAD = 1.08;

  private final long[] bytes = new long[SLOTS];
  private @Nullable Instant began;
  private long slot;

  void sent(int payloadBytes, Instant now) {
    move(now);
    bytes[(int) (slot % SLOTS)] += payloadBytes;
  }

  /** With headers; of less than two seconds as if they were full. */
  long bitsPerSecond(Instant now) {
    move(now);
    long sum = 0;
    for (long each : bytes) {
      sum += each;
    }
    long filled = Math.clamp(slot + 1, 1, SLOTS);
    return (long) (sum * 8 * 1000 * OVERHEAD / (filled * SLOT_MILLIS));
  }

  private void move(Instant now) {
    Instant since = began;
    if (since == null) {
      began = now;
      slot = 0;
      Arrays.fill(bytes, 0);
      return;
    }
    long at = Duration.between(since, now).toMillis() / SLOT_MILLIS;
    for (long passed = Math.max(slot + 1, at - SLOTS + 1); passed <= at; passed++) {
      bytes[(int) (passed % SLOTS)] = 0;
    }
    slot = Math.max(slot, at);
  }
}
