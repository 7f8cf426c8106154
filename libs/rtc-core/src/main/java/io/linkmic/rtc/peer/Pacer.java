package io.linkmic.rtc.peer;

import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leaky bucket for pictures: their packets leave one after the other instead of all at once,
 * because a burst of fifty overflows the buffer of a small router that carries the same fifty
 * easily in 10 ms. Sound does not come here: a packet of sound is never a burst, and it waits for
 * no picture.
 *
 * <p>What waits leaves at 2.5 times the bitrate of the last second, or as fast as it takes to be
 * gone in {@link #LONGEST}, whichever is faster; so the bucket is empty before the next picture and
 * holds one picture or two.
 */
final class Pacer {
  /** The next picture of 60 a second, and the tick of a coarse timer, find the bucket empty. */
  private static final Duration LONGEST = Duration.ofMillis(10);

  /** Chromium's: room for noise of the encoder and for repetitions. */
  private static final double FACTOR = 2.5;

  /** Headers of IPv4, UDP, RTP with extensions, and the tag of SRTP. */
  private static final int OVERHEAD = 28 + 44 + 16;

  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private long queuedBytes;
  private double bytesPerSecond;
  private double bytesOfLastSecond;
  private @Nullable Instant lastAdded;
  private Instant nextAt = Instant.MIN;

  /** The packets of one picture join the queue; {@link #poll} hands out the first at once. */
  void add(TrackOut track, List<RtpPacket> packets, Instant now) {
    if (queue.isEmpty()) {
      nextAt = nextAt.isAfter(now) ? nextAt : now;
    }
    long added = 0;
    for (RtpPacket packet : packets) {
      int bytes = packet.payload().length() + OVERHEAD;
      added += bytes;
      queue.add(new Waiting(track, packet, bytes));
    }
    queuedBytes += added;
    count(added, now);
    bytesPerSecond = Math.max(FACTOR * bytesOfLastSecond, queuedBytes * 1e9 / LONGEST.toNanos());
  }

  private void count(long added, Instant now) {
    Instant before = lastAdded;
    lastAdded = now;
    double passed = before == null ? 0 : Duration.between(before, now).toNanos() / 1e9;
    bytesOfLastSecond = bytesOfLastSecond * Math.max(0, 1 - passed) + added;
  }

  /** Sends what is due. */
  void poll(Instant now) {
    for (Waiting next = queue.peek(); next != null && !nextAt.isAfter(now); next = queue.peek()) {
      queue.remove();
      queuedBytes -= next.bytes;
      nextAt = nextAt.plusNanos((long) (next.bytes * 1e9 / bytesPerSecond));
      next.track.sendFirst(next.packet, now);
    }
  }

  /** When {@link #poll} has something to send; null if never. */
  @Nullable Instant nextDue() {
    return queue.isEmpty() ? null : nextAt;
  }

  private record Waiting(TrackOut track, RtpPacket packet, int bytes) {}
}
