package io.linkmic.node.program;

/** Unwraps a track's 32-bit RTP timestamps and turns them into microseconds of media time. */
final class TrackClock {
  private final int ticksPerSecond;
  private boolean started;
  private long lastTicks;

  /**
   * @param ticksPerSecond 90 000 for video, 48 000 for Opus
   */
  TrackClock(int ticksPerSecond) {
    this.ticksPerSecond = ticksPerSecond;
  }

  /**
   * Media time of an RTP timestamp, in µs from an arbitrary zero. The nearest of all timestamps
   * that are equal modulo 2³² is meant (RFC 3550 §5.1), so 13 hours of video may pass without a
   * packet.
   */
  long micros(long rtpTimestamp) {
    if (!started) {
      started = true;
      lastTicks = rtpTimestamp;
    } else {
      lastTicks += (int) (rtpTimestamp - lastTicks);
    }
    // Whole seconds apart: no stream of timestamps, however mad, gets beyond 64 bits.
    long seconds = Math.floorDiv(lastTicks, ticksPerSecond);
    return seconds * 1_000_000
        + Math.floorMod(lastTicks, ticksPerSecond) * 1_000_000L / ticksPerSecond;
  }
}
