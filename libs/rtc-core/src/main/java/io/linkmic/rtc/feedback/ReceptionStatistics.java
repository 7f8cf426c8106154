package io.linkmic.rtc.feedback;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a receiver report says of one source (RFC 3550 §6.4.1, §A.3, §A.8). */
public final class ReceptionStatistics {
  private final int clockRate;
  private long base = -1;
  private long highest = -1;
  private long received;
  private long lostBeforeRestart;
  private long expectedPrior;
  private long receivedPrior;

  private double jitter;
  private @Nullable Instant lastArrival;
  private long lastTimestamp;

  private long lastSenderReport;
  private @Nullable Instant lastSenderReportAt;

  /**
   * @param clockRate RTP timestamp units per second
   */
  public ReceptionStatistics(int clockRate) {
    this.clockRate = clockRate;
  }

  /**
   * A packet came as it was first sent (not by RTX).
   *
   * @param sequence unwrapped
   * @param timestamp unsigned 32 bit
   */
  public void received(long sequence, long timestamp, Instant now) {
    if (base < 0) {
      base = sequence;
    }
    received++;
    if (sequence > highest) {
      highest = sequence;
      updateJitter(timestamp, now);
    }
  }

  /** RFC 3550 §A.1 init_seq: the sender began anew; its losses so far stay counted. */
  public void restart() {
    lostBeforeRestart = lost();
    base = -1;
    highest = -1;
    received = 0;
    expectedPrior = 0;
    receivedPrior = 0;
    lastArrival = null;
  }

  /**
   * @param compactNtp the middle 32 bits of the report's NTP timestamp
   */
  public void senderReport(long compactNtp, Instant now) {
    lastSenderReport = compactNtp;
    lastSenderReportAt = now;
  }

  /** Something to report since the last {@link #takeFractionLost}. */
  public boolean isActive() {
    return received != receivedPrior;
  }

  /** RFC 3550 §A.3: lost since the last call, in 1/256; never negative. */
  public int takeFractionLost() {
    long expectedInterval = expected() - expectedPrior;
    long lostInterval = expectedInterval - (received - receivedPrior);
    expectedPrior = expected();
    receivedPrior = received;
    return expectedInterval <= 0 || lostInterval <= 0
        ? 0
        : (int) Math.min(255, (lostInterval << 8) / expectedInterval);
  }

  /** Cumulative number of packets lost as first sent, clamped to 24 bits signed (§6.4.1). */
  public int cumulativeLost() {
    return (int) Math.max(-0x800000, Math.min(0x7FFFFF, lost()));
  }

  /** Extended highest sequence number received: cycles and number, 32 bit. */
  public long extendedHighest() {
    return Math.max(0, highest) & 0xFFFFFFFFL;
  }

  /** Interarrival jitter in timestamp units. */
  public long jitter() {
    return (long) jitter;
  }

  public Duration jitterTime() {
    return Duration.ofNanos((long) (jitter * 1e9 / clockRate));
  }

  /** LSR, or 0 if no sender report came. */
  public long lastSenderReport() {
    return lastSenderReport;
  }

  /** DLSR in 1/65536 s, or 0. */
  public long delaySinceLastSenderReport(Instant now) {
    return lastSenderReportAt == null
        ? 0
        : Duration.between(lastSenderReportAt, now).toNanos() * 65_536 / 1_000_000_000L;
  }

  private long expected() {
    return base < 0 ? 0 : highest - base + 1;
  }

  private long lost() {
    return lostBeforeRestart + expected() - received;
  }

  /** RFC 3550 §A.8 with the transit difference taken from arrival to arrival. */
  private void updateJitter(long timestamp, Instant now) {
    if (lastArrival != null) {
      long elapsed = Duration.between(lastArrival, now).toNanos() * clockRate / 1_000_000_000L;
      long difference = Math.abs(elapsed - (int) (timestamp - lastTimestamp));
      // A jump of the sender's clock is no jitter; ten seconds is far above any network's.
      if (difference < 10L * clockRate) {
        jitter += (difference - jitter) / 16;
      }
    }
    lastArrival = now;
    lastTimestamp = timestamp;
  }
}
