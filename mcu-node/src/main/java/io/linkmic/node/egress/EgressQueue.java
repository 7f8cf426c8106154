package io.linkmic.node.egress;

import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.program.VideoConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The mailbox between a room and one target, bounded in media time and bytes. When it is full the
 * pictures up to the next IDR go, sound stays.
 */
final class EgressQueue {
  // 2 s of media or 4 MB, whatever comes first: a viewer seconds behind the host does not notice a
  // stall of that length, and 100 stuck targets cost 400 MB at most.
  static final long MAX_MILLIS = 2000;
  static final long MAX_BYTES = 4 << 20;
  // Sound outlives the pictures it belonged to, but not for longer than this.
  static final long MAX_SOUND_MILLIS = 4000;
  // Sound goes out with the next picture, in the same wake-up; without pictures, every 64 ms.
  private static final int HURRY = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Deque<ProgramPacket> packets = new ArrayDeque<>();
  private @Nullable VideoConfig config;
  private long bytes;
  private long dropped;
  private boolean wantsIdr = true;
  private long beginsAt;
  private boolean finished;

  /**
   * Room's side; never blocks.
   *
   * @return false when pictures had to be dropped: the host should send a key frame
   */
  boolean offer(ProgramPacket packet) {
    lock.lock();
    try {
      if (packet instanceof ProgramPacket.Video video) {
        config = video.config();
        if (wantsIdr && !video.idr()) {
          dropped++;
          return true;
        }
        if (wantsIdr) {
          beginsAt = video.dtsMillis();
        }
        wantsIdr = false;
      } else if (wantsIdr || packet.dtsMillis() < beginsAt) {
        // Sequence headers and an IDR come first; sound of the time before it, which is on its way
        // a little longer, would stand before the beginning, and libavformat refuses that.
        return true;
      }
      packets.add(packet);
      bytes += packet.size();
      if (packet instanceof ProgramPacket.Video || packets.size() >= HURRY) {
        notEmpty.signal();
      }
      return !full() || makeRoom();
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return bytes > MAX_BYTES || pictureMillis() > MAX_MILLIS || millis() > MAX_SOUND_MILLIS;
  }

  /** True if an IDR was left to go on with. */
  private boolean makeRoom() {
    boolean goOn = true;
    while (goOn && (bytes > MAX_BYTES || pictureMillis() > MAX_MILLIS)) {
      goOn = dropToNextIdr();
    }
    if (!goOn) {
      wantsIdr = true;
    }
    while (millis() > MAX_SOUND_MILLIS) {
      remove(packets.peekFirst() instanceof ProgramPacket.Video);
    }
    return goOn;
  }

  /** Drops the oldest pictures up to an IDR, or all of them if there is none. */
  private boolean dropToNextIdr() {
    Iterator<ProgramPacket> oldest = packets.iterator();
    boolean first = true;
    while (oldest.hasNext()) {
      if (oldest.next() instanceof ProgramPacket.Video video) {
        if (video.idr() && !first) {
          return true;
        }
        first = false;
        bytes -= video.size();
        dropped++;
        oldest.remove();
      }
    }
    return false;
  }

  private ProgramPacket remove(boolean countAsDropped) {
    ProgramPacket packet = packets.removeFirst();
    bytes -= packet.size();
    dropped += countAsDropped ? 1 : 0;
    return packet;
  }

  /** Target's side: the next packet, null after the time-out or at the end. */
  @Nullable ProgramPacket take(long timeoutMillis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (packets.isEmpty() && !finished && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
      return packets.isEmpty() ? null : remove(false);
    } finally {
      lock.unlock();
    }
  }

  /** Parameter sets last seen; waits for the first. Null after the time-out or at the end. */
  @Nullable VideoConfig awaitConfig(long timeoutMillis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (config == null && !finished && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
      return config;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything; goes on with the next IDR. */
  void restart() {
    lock.lock();
    try {
      packets.forEach(p -> dropped += p instanceof ProgramPacket.Video ? 1 : 0);
      packets.clear();
      bytes = 0;
      wantsIdr = true;
    } finally {
      lock.unlock();
    }
  }

  /** No more packets come. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean finished() {
    lock.lock();
    try {
      return finished;
    } finally {
      lock.unlock();
    }
  }

  /** Media time waiting, bytes waiting, pictures dropped so far. */
  Depth depth() {
    lock.lock();
    try {
      return new Depth(millis(), bytes, dropped);
    } finally {
      lock.unlock();
    }
  }

  private long pictureMillis() {
    ProgramPacket newest = packets.peekLast();
    for (ProgramPacket packet : packets) {
      if (newest != null && packet instanceof ProgramPacket.Video) {
        return newest.dtsMillis() - packet.dtsMillis();
      }
    }
    return 0;
  }

  private long millis() {
    ProgramPacket oldest = packets.peekFirst();
    ProgramPacket newest = packets.peekLast();
    return oldest == null || newest == null
        ? 0
        : Math.max(0, newest.dtsMillis() - oldest.dtsMillis());
  }

  record Depth(long millis, long bytes, long droppedFrames) {
    static final Depth NONE = new Depth(0, 0, 0);
  }
}
