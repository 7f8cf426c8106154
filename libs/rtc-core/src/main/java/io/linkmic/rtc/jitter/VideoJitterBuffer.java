package io.linkmic.rtc.jitter;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.rtp.RtpPacket;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns packets into decodable pictures in order. A picture leaves at once when it is complete and
 * follows the one before without a hole. A hole is waited for until the deadline; then everything
 * up to the next IDR is dropped.
 */
public final class VideoJitterBuffer {
  /** Three seconds of 10 Mbit/s at 1200 bytes, a power of two; more is an attack or a mistake. */
  private static final int MAX_PACKETS = 4096;

  /** Six times what 10 Mbit/s brings in half a second: large IDRs included. */
  private static final long MAX_BYTES = 4 << 20;

  /** Before the first picture, this many packets may turn up older than the first one seen. */
  private static final int EARLY_REORDERING = 64;

  private final Duration deadline;
  private final VideoSink sink;
  private final PacketRing ring = new PacketRing(MAX_PACKETS);
  private final PictureAssembler assembler = new PictureAssembler();

  private boolean started;
  private boolean everReleased;
  private @Nullable Instant openedAt;

  /** Nothing leaves until an IDR that begins at a known place is complete. */
  private boolean needIdr = true;

  /** The packet at {@code ring.first()} is known to begin an access unit. */
  private boolean atUnitStart;

  /** All packets from {@code ring.first()} to here are present and of one access unit. */
  private long scanned;

  /** Where the last scan ended. */
  private long scanStop;

  /**
   * @param deadline how long a hole is waited for
   */
  public VideoJitterBuffer(Duration deadline, VideoSink sink) {
    this.deadline = deadline;
    this.sink = sink;
  }

  /**
   * Takes a packet; its payload's array is kept until the picture has left.
   *
   * @param sequence unwrapped, never negative
   * @return false for a duplicate or one that came too late
   */
  public boolean insert(long sequence, RtpPacket packet, Instant now) {
    if (!started) {
      started = true;
      restartAt(sequence);
      openedAt = now;
    }
    if (sequence < ring.first() && !reopen(sequence, now)) {
      return false;
    }
    if (sequence - ring.first() >= ring.capacity() || ring.bytes() > MAX_BYTES) {
      giveUp(now);
      restartAt(sequence);
    }
    if (!ring.put(sequence, packet, now)) {
      return false;
    }
    advance(now);
    return true;
  }

  /** Lets go of what is complete and of what waited too long. */
  public void advance(Instant now) {
    while (step(now)) {
      // Each step lets go of one access unit, one hole or one damaged picture.
    }
  }

  /** When {@link #advance} has something to give up; null while nothing is awaited. */
  public @Nullable Instant nextDeadline() {
    if (isOpeningUnknown() && openedAt != null) {
      return openedAt.plus(deadline);
    }
    Instant noticed = ring.isHole(scanned) ? ring.time(scanned) : null;
    return noticed == null ? null : noticed.plus(deadline);
  }

  /**
   * Whether a stream can begin with this packet. If not, the ones before it were lost: nobody can
   * tell by their numbers, but they are worth asking for.
   */
  public static boolean canOpen(RtpPacket packet) {
    return PictureAssembler.beginsAccessUnit(packet.payload());
  }

  /** Pictures can only follow after an IDR. */
  public boolean awaitsIdr() {
    return needIdr;
  }

  /** The sender began anew at {@code sequence}: what is here belongs to nothing any more. */
  public void restart(long sequence, Instant now) {
    if (started) {
      giveUp(now);
    }
    started = true;
    everReleased = false;
    openedAt = now;
    restartAt(sequence);
  }

  private boolean step(Instant now) {
    long end = unitEnd(ring.first());
    if (end >= 0 && !awaitsOpening(now)) {
      finishUnit(ring.first(), end, now);
      return true;
    }
    if (needIdr && jumpToIdr(now)) {
      return true;
    }
    if (ring.isHole(scanned) && expired(scanned, now)) {
      giveUp(now);
      releaseTo(scanned + 1, false);
      return true;
    }
    return false;
  }

  /** The access unit from {@code ring.first()} is complete: it leaves, or is useless. */
  private void finishUnit(long from, long end, Instant now) {
    var content = assembler.inspect(ring, from, end);
    if (content == UnitContent.PADDING) {
      releaseTo(end, atUnitStart);
      return;
    }
    boolean wholeUnit = !needIdr || atUnitStart || beginsUnit(from);
    boolean wanted = wholeUnit && (!needIdr || content != UnitContent.PICTURE);
    if (!wanted) {
      assembler.discard();
    } else {
      assembler.append(ring, from, end);
      if (content != UnitContent.NO_PICTURE) {
        pass(now);
      }
    }
    releaseTo(end, true);
  }

  private void pass(Instant now) {
    AccessUnit unit = assembler.take();
    if (unit == null) {
      giveUp(now);
      return;
    }
    needIdr = false;
    sink.picture(unit, assembler.firstPacketAt(), assembler.lastPacketAt());
  }

  /** While only an IDR helps, a complete one behind a hole need not wait for the hole. */
  private boolean jumpToIdr(Instant now) {
    long at = scanned;
    while (at < ring.end()) {
      RtpPacket packet = ring.packet(at);
      if (packet == null || !isUnitStart(at, packet)) {
        at++;
        continue;
      }
      long end = scanUnit(at, at);
      if (end >= 0 && assembler.inspect(ring, at, end) == UnitContent.ENTRY_POINT) {
        releaseTo(at, true);
        finishUnit(at, end, now);
        return true;
      }
      at = end >= 0 ? end : scanStop + 1;
    }
    return false;
  }

  private boolean isUnitStart(long at, RtpPacket packet) {
    RtpPacket before = ring.packet(at - 1);
    return !packet.payload().isEmpty()
        && (PictureAssembler.beginsAccessUnit(packet.payload())
            || (before != null && (before.marker() || before.timestamp() != packet.timestamp())));
  }

  private boolean beginsUnit(long at) {
    RtpPacket packet = ring.packet(at);
    return packet != null && PictureAssembler.beginsAccessUnit(packet.payload());
  }

  /** Where the access unit that begins at {@code ring.first()} ends, or −1 while incomplete. */
  private long unitEnd(long from) {
    long end = scanUnit(from, Math.max(from, scanned));
    scanned = scanStop;
    return end;
  }

  /**
   * Walks from {@code at} over the packets of the unit that begins at {@code from}. A marker ends
   * it, and so does another timestamp, because the marker may be missing. Packets of padding only
   * belong to any unit.
   *
   * @return one above its last packet, or −1 with {@code scanStop} where a packet is wanted
   */
  private long scanUnit(long from, long at) {
    long timestamp = -1;
    for (long i = at - 1; i >= from && timestamp < 0; i--) {
      RtpPacket packet = ring.packet(i);
      timestamp = packet == null || packet.payload().isEmpty() ? -1 : packet.timestamp();
    }
    for (long i = at; ; i++) {
      RtpPacket packet = ring.packet(i);
      if (packet == null) {
        scanStop = i;
        return -1;
      }
      if (packet.payload().isEmpty()) {
        if (timestamp < 0) {
          scanStop = i;
          return i + 1;
        }
        continue;
      }
      if (timestamp >= 0 && packet.timestamp() != timestamp) {
        scanStop = i;
        return i;
      }
      timestamp = packet.timestamp();
      if (packet.marker()) {
        scanStop = i;
        return i + 1;
      }
    }
  }

  /** The stream's first packet seen is in the middle of a picture. */
  private boolean isOpeningUnknown() {
    return !everReleased && !atUnitStart && !ring.isEmpty() && !beginsUnit(ring.first());
  }

  /** What is before the first packet seen may still come: the picture it belongs to is kept. */
  private boolean awaitsOpening(Instant now) {
    return isOpeningUnknown() && openedAt != null && now.isBefore(openedAt.plus(deadline));
  }

  private boolean reopen(long sequence, Instant now) {
    if (everReleased
        || ring.first() - sequence > EARLY_REORDERING
        || ring.end() - sequence > ring.capacity()) {
      return false;
    }
    ring.lowerFirst(sequence, now);
    scanned = sequence;
    return true;
  }

  private boolean expired(long sequence, Instant now) {
    Instant noticed = ring.time(sequence);
    return noticed != null && !now.isBefore(noticed.plus(deadline));
  }

  private void giveUp(Instant now) {
    assembler.discard();
    if (!needIdr) {
      needIdr = true;
      sink.broken(now);
    }
  }

  private void releaseTo(long sequence, boolean unitStart) {
    everReleased |= sequence > ring.first();
    ring.releaseBelow(sequence);
    scanned = ring.first();
    atUnitStart = unitStart;
    sink.released(sequence);
  }

  private void restartAt(long sequence) {
    ring.restartAt(sequence);
    scanned = sequence;
    atUnitStart = false;
    sink.released(sequence);
  }
}
