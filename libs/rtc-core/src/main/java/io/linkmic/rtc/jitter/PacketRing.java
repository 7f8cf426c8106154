package io.linkmic.rtc.jitter;

import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The packets between the next one wanted and the newest one seen, by sequence number. A hole
 * remembers when it was noticed.
 */
final class PacketRing {
  private final @Nullable RtpPacket[] packets;
  private final @Nullable Instant[] times;
  private final int mask;
  private long first;
  private long end;
  private long bytes;

  /**
   * @param capacity a power of two
   */
  PacketRing(int capacity) {
    packets = new RtpPacket[capacity];
    times = new Instant[capacity];
    mask = capacity - 1;
  }

  int capacity() {
    return mask + 1;
  }

  /** The lowest sequence number still kept. */
  long first() {
    return first;
  }

  /** One above the highest sequence number seen. */
  long end() {
    return end;
  }

  /** Sum of the payloads kept. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return first == end;
  }

  /** Forgets everything and expects {@code sequence} next. */
  void restartAt(long sequence) {
    releaseBelow(end);
    first = sequence;
    end = sequence;
  }

  /** Room for packets that are older than all seen; only while nothing was released. */
  void lowerFirst(long sequence, Instant now) {
    for (long at = sequence; at < first; at++) {
      times[index(at)] = now;
    }
    first = sequence;
  }

  /**
   * Puts a packet into its place; the places skipped become holes noticed {@code now}.
   *
   * @param sequence from {@link #first()} to less than {@code first() + capacity()}
   * @return false if the place was taken
   */
  boolean put(long sequence, RtpPacket packet, Instant now) {
    int index = index(sequence);
    if (sequence < end && packets[index] != null) {
      return false;
    }
    for (long hole = end; hole < sequence; hole++) {
      times[index(hole)] = now;
    }
    end = Math.max(end, sequence + 1);
    packets[index] = packet;
    times[index] = now;
    bytes += packet.payload().length();
    return true;
  }

  /** The packet, or null for a hole or a place outside the ring. */
  @Nullable RtpPacket packet(long sequence) {
    return sequence >= first && sequence < end ? packets[index(sequence)] : null;
  }

  /** When the packet arrived, or when the hole was noticed; null outside the ring. */
  @Nullable Instant time(long sequence) {
    return sequence >= first && sequence < end ? times[index(sequence)] : null;
  }

  boolean isHole(long sequence) {
    return sequence >= first && sequence < end && packets[index(sequence)] == null;
  }

  void releaseBelow(long sequence) {
    long stop = Math.min(sequence, end);
    for (; first < stop; first++) {
      int index = index(first);
      RtpPacket packet = packets[index];
      if (packet != null) {
        bytes -= packet.payload().length();
      }
      packets[index] = null;
      times[index] = null;
    }
  }

  private int index(long sequence) {
    return (int) sequence & mask;
  }
}
