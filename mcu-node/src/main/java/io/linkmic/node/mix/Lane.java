package io.linkmic.node.mix;

import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.VideoDecoder;
import io.linkmic.node.mailbox.Mailbox;
import io.linkmic.node.program.PictureMix;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One host's way into the mix: access units from the room's thread, decoded on a shared pool one
 * after the other, pictures to the mix's thread, which takes the newest that is due. Bounded at
 * both ends: by time where it waits to be decoded, else an overloaded machine would show a host
 * seconds late. Owns the decoder and every picture that was not taken.
 */
final class Lane {
  /** What has waited longer for a decoder is left out up to the next IDR; µs. */
  static final long LONGEST_WAIT = 500_000;

  // 0.8 s at 60 fps: the bound of memory, for a decoder that does not come at all.
  private static final int MOST_CODED = 48;
  // What comes in a burst after a repaired loss; more would only be skipped.
  private static final int MOST_DECODED = 6;

  private final String participantId;
  private final Decoding decoding;
  private final LongSupplier now;
  private final long since;
  private final PictureMix.Listener listener;
  private final Mailbox<Message> coded;
  private final Deque<Decoded> decoded = new ConcurrentLinkedDeque<>();
  private final Lateness lateness = new Lateness();
  private final Runnable missedItsFrame;
  // IDRs that wait to be decoded: up by the room's thread, down by the decoding one.
  private final AtomicInteger entries = new AtomicInteger();
  private volatile boolean closed;
  // The decoding thread only.
  private @Nullable VideoDecoder decoder;
  private boolean announced;
  private boolean skipping;
  // The room's thread only.
  private boolean holed;
  // The mix's thread only.
  private @Nullable Decoded shown;
  private long drawnUntil = Long.MIN_VALUE;

  private sealed interface Message {}

  private record Coded(
      Bytes nalUnits, boolean idr, int rotation, long at, long arrivedNanos, long offeredAt)
      implements Message {}

  private record Close() implements Message {}

  /** A picture and its place; whoever holds it closes the picture. */
  private record Decoded(Picture picture, long at, long arrivedNanos) {}

  /**
   * @param decoding of the node
   * @param missedItsFrame told on the mix's thread of each frame whose picture came after it was
   *     drawn
   */
  Lane(
      String participantId,
      Decoding decoding,
      LongSupplier now,
      PictureMix.Listener listener,
      Runnable missedItsFrame) {
    this.missedItsFrame = missedItsFrame;
    this.now = now;
    this.since = now.getAsLong();
    this.participantId = participantId;
    this.listener = listener;
    this.decoding = decoding;
    this.coded = new Mailbox<>(MOST_CODED + 16, decoding.pool(), this::receive);
  }

  /** The room's thread. */
  void offer(AccessUnit unit, long at, long arrivedNanos) {
    if (holed && !unit.idr()) {
      return;
    }
    if (unit.idr()) {
      entries.incrementAndGet();
    }
    Coded message =
        new Coded(
            unit.nalUnits(), unit.idr(), unit.rotationDegrees(), at, arrivedNanos, now.getAsLong());
    holed = !coded.post(message, MOST_CODED);
    if (holed) {
      if (unit.idr()) {
        entries.decrementAndGet();
      }
      listener.happened(new PictureMix.Event.KeyFrameWanted(participantId));
    }
  }

  /** The room's thread: nothing more will be offered. */
  void close() {
    closed = true;
    coded.post(new Close(), MOST_CODED + 16);
  }

  private void receive(Message message) {
    switch (message) {
      case Coded unit -> {
        if (isWanted(unit)) {
          decode(unit);
        }
      }
      case Close() -> {
        if (decoder != null) {
          decoder.close();
          decoder = null;
        }
        discard();
      }
    }
  }

  /** Skips from a unit that waited too long to the newest IDR that is here, or comes next. */
  private boolean isWanted(Coded unit) {
    int later = unit.idr() ? entries.decrementAndGet() : entries.get();
    boolean overdue = now.getAsLong() - unit.offeredAt() > LONGEST_WAIT;
    if (unit.idr()) {
      // The only one is shown however late: else a slow machine would show nothing at all.
      skipping = overdue && later > 0;
    } else if (overdue && !skipping && announced) {
      skipping = true;
      if (later == 0) {
        listener.happened(new PictureMix.Event.KeyFrameWanted(participantId));
      }
    }
    return !closed && !skipping;
  }

  private void decode(Coded unit) {
    VideoDecoder own = decoder;
    if (own == null) {
      own = decoding.decoder();
      decoder = own;
    }
    Bytes bytes = unit.nalUnits();
    Picture picture =
        own.decode(bytes.array(), bytes.arrayOffset(), bytes.length(), unit.at(), unit.rotation());
    if (picture == null) {
      if (own.waitsForIdr()) {
        listener.happened(new PictureMix.Event.KeyFrameWanted(participantId));
      }
      return;
    }
    if (unit.at() > since) {
      // Not what was lined up before this lane was there.
      lateness.add(now.getAsLong(), unit.at());
    }
    decoded.addLast(new Decoded(picture, unit.at(), unit.arrivedNanos()));
    if (decoded.size() > MOST_DECODED) {
      Decoded oldest = decoded.pollFirst();
      if (oldest != null) {
        oldest.picture().close();
      }
    }
    if (!announced) {
      announced = true;
      listener.happened(new PictureMix.Event.Ready(participantId));
    }
  }

  /** How much after their time pictures have been ready lately; µs. Any thread. */
  long lateness() {
    return lateness.micros(now.getAsLong());
  }

  private void discard() {
    Decoded each;
    while ((each = decoded.pollFirst()) != null) {
      each.picture().close();
    }
  }

  /**
   * The mix's thread: goes on to the newest picture that is to be shown by {@code until}.
   *
   * @return whether that is another one than before
   */
  boolean advance(long until) {
    boolean changed = false;
    boolean missed = false;
    Decoded next;
    while ((next = decoded.pollFirst()) != null) {
      if (next.at() > until && shown != null && decoded.size() < MOST_DECODED - 1) {
        decoded.addFirst(next);
        break;
      }
      release();
      shown = next;
      changed = true;
      missed |= next.at() > since && next.at() <= drawnUntil;
    }
    drawnUntil = until;
    if (missed) {
      missedItsFrame.run();
    }
    return changed;
  }

  /** The mix's thread: what is shown, borrowed until the next {@link #advance}. */
  @Nullable Picture picture() {
    return shown == null ? null : shown.picture();
  }

  /** The shown picture's time, µs. */
  long at() {
    return shown == null ? Long.MIN_VALUE : shown.at();
  }

  /** {@code System.nanoTime()} at which the shown picture's last datagram came. */
  long arrivedNanos() {
    return shown == null ? 0 : shown.arrivedNanos();
  }

  /** The mix's thread: it will not look here again. */
  void release() {
    if (shown != null) {
      shown.picture().close();
      shown = null;
    }
  }

  /** The mix's thread, at its end: what no decoding thread will discard. */
  void abandon() {
    release();
    if (closed) {
      discard();
    }
  }
}
