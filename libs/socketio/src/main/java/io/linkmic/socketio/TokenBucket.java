package io.linkmic.socketio;

import java.util.function.LongSupplier;

/** So many at once, so many a second in the long run. Any thread: its state is three numbers. */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perNano;
  private final double burst;
  private final LongSupplier nanoTime;
  private double tokens;
  private long refilledAt;

  TokenBucket(int perSecond, int burst, LongSupplier nanoTime) {
    this.perNano = perSecond / NANOS_PER_SECOND;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.tokens = burst;
    this.refilledAt = nanoTime.getAsLong();
  }

  synchronized boolean tryTake() {
    refill();
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  /** Until the next {@link #tryTake} can succeed; at least 1. */
  synchronized long millisUntilNext() {
    refill();
    return Math.max(1, (long) Math.ceil((1 - tokens) / perNano / 1e6));
  }

  synchronized boolean isFull() {
    refill();
    return tokens >= burst;
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(burst, tokens + (now - refilledAt) * perNano);
    refilledAt = now;
  }
}
