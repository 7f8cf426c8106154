package io.linkmic.node.mix;

import io.linkmic.media.picture.Picture;
import io.linkmic.media.picture.VideoDecoder;
import io.linkmic.node.mailbox.Mailbox;
import io.linkmic.node.program.PictureMix;
import io.linkmic.rtc.bytes.Bytes;
import io.linkmic.rtc.codec.AccessUnit;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One host's way into the mix: access units from the room's thread, decoded on a shared pool one
 * after the other, pictures to the mix's thread, which takes the newest that is due. Bounded at
 * both ends. Owns the decoder and every picture that was not taken.
 */
final class Lane {
  // 0.8 s at 60 fps; a decoder that is further behind does not catch up.
  private static final int MOST_CODED = 48;
  // What comes in a burst after a repaired loss; more would only be skipped.
  private static final int MOST_DECODED = 6;

  // The longest of late is forgotten within about 2 s at 30 fps.
  private static final int LATENESS_DECAY = 30;

  private final String participantId;
  private final LongSupplier now;
  private final long since;
  private final PictureMix.Listener listener;
  private final Mailbox<Message> coded;
  private final Deque<Decoded> decoded = new ConcurrentLinkedDeque<>();
  // The decoding thread only.
  private @Nullable VideoDecoder decoder;
  private boolean announced;
  private volatile boolean closed;
  private volatile long latest;
  // The room's thread only.
  private boolean holed;
  // The mix's thread only.
  private @Nullable Decoded shown;

  private sealed interface Message {}

  private record Coded(Bytes nalUnits, int rotation, long at, long arrivedNanos)
      implements Message {}

  private record Close() implements Message {}

  /** A picture and its place; whoever holds it closes the picture. */
  private record Decoded(Picture picture, long at, long arrivedNanos) {}

  Lane(String participantId, Executor decoders, LongSupplier now, PictureMix.Listener listener) {
    this.now = now;
    this.since = now.getAsLong();
    this.participantId = participantId;
    this.listener = listener;
    this.coded = new Mailbox<>(MOST_CODED + 16, decoders, this::receive);
  }

  /** The room's thread. */
  void offer(AccessUnit unit, long at, long arrivedNanos) {
    if (holed && !unit.idr()) {
      return;
    }
    holed =
        !coded.post(
            new Coded(unit.nalUnits(), unit.rotationDegrees(), at, arrivedNanos), MOST_CODED);
    if (holed) {
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
      case Coded unit -> decode(unit);
      case Close() -> {
        if (decoder != null) {
          decoder.close();
          decoder = null;
        }
        discard();
      }
    }
  }

  private void decode(Coded unit) {
    if (closed) {
      return;
    }
    VideoDecoder own = decoder;
    if (own == null) {
      own = new VideoDecoder();
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
      late(now.getAsLong() - unit.at());
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

  private void late(long micros) {
    latest = Math.max(micros, latest - latest / LATENESS_DECAY);
  }

  /** How much after their time pictures have been decoded lately; µs, at the most. Any thread. */
  long lateness() {
    return latest;
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
    Decoded next;
    while ((next = decoded.pollFirst()) != null) {
      if (next.at() > until && shown != null && decoded.size() < MOST_DECODED - 1) {
        decoded.addFirst(next);
        break;
      }
      release();
      shown = next;
      changed = true;
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
