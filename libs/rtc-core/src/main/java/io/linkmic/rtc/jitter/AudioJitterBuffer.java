package io.linkmic.rtc.jitter;

import io.linkmic.rtc.bytes.Parsed;
import io.linkmic.rtc.codec.OpusDepacketizer;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts Opus packets into order. A frame leaves at once when it follows the one before; a hole is
 * waited for until the deadline, then the next frame says how many are lost, for FEC or PLC.
 * Discontinuous transmission (RFC 7587 §3.1.3) leaves gaps in time, not in sequence numbers.
 */
public final class AudioJitterBuffer {
  /** Five seconds of 20 ms frames, a power of two. */
  private static final int MAX_PACKETS = 256;

  private final Duration deadline;
  private final AudioSink sink;
  private final PacketRing ring = new PacketRing(MAX_PACKETS);
  private boolean started;
  private int lost;

  /**
   * @param deadline how long a hole is waited for
   */
  public AudioJitterBuffer(Duration deadline, AudioSink sink) {
    this.deadline = deadline;
    this.sink = sink;
  }

  /**
   * Takes a packet; its payload's array is handed on with the frame.
   *
   * @param sequence unwrapped, never negative
   * @return false for a duplicate or one that came too late
   */
  public boolean insert(long sequence, RtpPacket packet, Instant now) {
    if (!started) {
      restart(sequence);
    }
    if (sequence < ring.first()) {
      return false;
    }
    if (sequence - ring.first() >= ring.capacity()) {
      flush();
      lost = 0;
      ring.restartAt(sequence);
    }
    if (!ring.put(sequence, packet, now)) {
      return false;
    }
    advance(now);
    return true;
  }

  /** Lets go of what is in order and counts what waited too long as lost. */
  public void advance(Instant now) {
    while (!ring.isEmpty()) {
      RtpPacket packet = ring.packet(ring.first());
      Instant time = ring.time(ring.first());
      if (time == null || (packet == null && now.isBefore(time.plus(deadline)))) {
        return;
      }
      pass(packet, time);
    }
  }

  /** When {@link #advance} has something to give up; null while nothing is awaited. */
  public @Nullable Instant nextDeadline() {
    Instant noticed = ring.time(ring.first());
    return noticed == null ? null : noticed.plus(deadline);
  }

  /** The sender began anew at {@code sequence}: what is here leaves first. */
  public void restart(long sequence) {
    flush();
    started = true;
    lost = 0;
    ring.restartAt(sequence);
    sink.released(sequence);
  }

  private void flush() {
    while (!ring.isEmpty()) {
      pass(ring.packet(ring.first()), Objects.requireNonNull(ring.time(ring.first())));
    }
  }

  private void pass(@Nullable RtpPacket packet, Instant time) {
    long sequence = ring.first();
    ring.releaseBelow(sequence + 1);
    if (packet == null) {
      lost++;
    } else if (OpusDepacketizer.depacketize(packet, lost)
        instanceof Parsed.Ok<OpusFrame>(var frame)) {
      sink.sound(frame, time);
      lost = 0;
    }
    sink.released(sequence + 1);
  }
}
