package io.linkmic.rtc.rtp;

import java.time.Instant;

/**
 * RFC 3550 §4: seconds since 1900 in 32.32 fixed point.
 *
 * <p>RFC 4330 §3: a value with the highest bit clear belongs to the era that begins in 2036.
 *
 * @param bits the 64 bits as sent
 */
public record NtpTimestamp(long bits) {
  // 70 years with 17 leap days between 1900 and 1970.
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long ERA_SECONDS = 1L << 32;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MICROS_PER_SECOND = 1_000_000L;

  public static NtpTimestamp of(Instant instant) {
    long seconds = instant.getEpochSecond() + SECONDS_1900_TO_1970;
    // Rounded up, so that the way back (rounded down) meets the same nanosecond again.
    long fraction = ((long) instant.getNano() << 32) / NANOS_PER_SECOND;
    if (instant.getNano() != 0) {
      fraction++;
    }
    return new NtpTimestamp((seconds << 32) + fraction);
  }

  public Instant toInstant() {
    return Instant.ofEpochSecond(unixSeconds(), (fraction() * NANOS_PER_SECOND) >>> 32);
  }

  /** Microseconds since 1970, rounded down. */
  public long toMicros() {
    return unixSeconds() * MICROS_PER_SECOND + ((fraction() * MICROS_PER_SECOND) >>> 32);
  }

  /** RFC 3550 §4: the middle 32 bits, the unit (1/65536 s) of LSR and DLSR. */
  public long compact() {
    return (bits >>> 16) & 0xFFFFFFFFL;
  }

  private long unixSeconds() {
    long seconds = bits >>> 32;
    return seconds - SECONDS_1900_TO_1970 + (bits < 0 ? 0 : ERA_SECONDS);
  }

  private long fraction() {
    return bits & 0xFFFFFFFFL;
  }
}
