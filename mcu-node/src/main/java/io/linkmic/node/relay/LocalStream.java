package io.linkmic.node.relay;

import io.linkmic.node.program.OutgoingTimestamps;
import io.linkmic.node.room.Feed;
import io.linkmic.node.room.FeedGate;
import io.linkmic.node.room.FeedListener;
import io.linkmic.node.room.Ingest;
import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.IngestListener;
import io.linkmic.node.room.Outcome;
import io.linkmic.node.room.RefusalCode;
import io.linkmic.node.room.SeatListener.Quality;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A host's stream on its way from one room of this node to another: a feed of the one, an ingest of
 * the other. Bytes are shared, nobody changes them.
 *
 * <p>It looks as it would after a way by WebRTC: arrival is when it gets here, the timestamps go on
 * evenly when the host publishes anew, and where picture and sound lie side by side is said by
 * sender reports, whose clock is the node's. Media comes on the giving room's thread and goes to
 * the other's mailbox; each room may close it.
 */
final class LocalStream {
  // As a WebRTC receiver does.
  private static final long REPORT_MICROS = 1_000_000;
  private static final long ASK_AGAIN_MICROS = 500_000;
  private static final Quality NOT_MEASURED = new Quality(0, 0, 0, 0, -1);

  private final LongSupplier micros;
  private final boolean audio;
  private final Track pictures = new Track(MediaKind.VIDEO, 90_000);
  private final Track sounds = new Track(MediaKind.AUDIO, 48_000);
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable FeedListener giver;
  private volatile @Nullable IngestListener taker;
  private volatile long askedAt = Long.MIN_VALUE / 2;

  /**
   * @param micros the node's clock
   * @param audio whether the host sends sound
   */
  LocalStream(LongSupplier micros, boolean audio) {
    this.micros = micros;
    this.audio = audio;
  }

  /** For the room that gives. */
  FeedGate feedGate() {
    return (nothing, listener) -> {
      giver = listener;
      return Outcome.done(new FeedGate.Opened(new Out(), ""));
    };
  }

  /** For the room that shows; what came before is gone. */
  IngestGate ingestGate() {
    return (nothing, listener) -> {
      taker = listener;
      listener.connected();
      if (over.get()) {
        listener.closed("REMOTE");
      }
      return Outcome.done(new IngestGate.Opened(new In(), ""));
    };
  }

  /** Both rooms hear of it, once. */
  private void end(String why) {
    if (over.compareAndSet(false, true)) {
      FeedListener from = giver;
      IngestListener to = taker;
      if (from != null) {
        from.closed(why);
      }
      if (to != null) {
        to.closed(why);
      }
    }
  }

  private static Outcome<String> nothingToRestart() {
    return Outcome.refused(RefusalCode.NOT_SUPPORTED, "This stream has no path to restart.");
  }

  private final class Out implements Feed {
    @Override
    public void video(AccessUnit unit, long at) {
      IngestListener to = taker;
      if (to != null) {
        long rtp = pictures.timestamps.of(unit.rtpTimestamp(), at);
        to.video(
            new AccessUnit(unit.nalUnits(), unit.idr(), rtp, unit.rotationDegrees()),
            micros.getAsLong(),
            System.nanoTime());
        pictures.report(to, at, rtp);
      }
    }

    @Override
    public void sound(OpusFrame frame, long at) {
      IngestListener to = taker;
      if (to != null) {
        long rtp = sounds.timestamps.of(frame.rtpTimestamp(), at);
        to.audio(
            new OpusFrame(
                frame.payload(),
                rtp,
                frame.durationSamples(),
                frame.lostBefore(),
                frame.levelDbov()),
            micros.getAsLong());
        sounds.report(to, at, rtp);
      }
    }

    @Override
    public void cut() {
      pictures.cut();
      sounds.cut();
    }

    @Override
    public Outcome<String> restart(String offerSdp) {
      return nothingToRestart();
    }

    @Override
    public void close() {
      end("REMOTE");
    }
  }

  private final class In implements Ingest {
    @Override
    public boolean hasAudio() {
      return audio;
    }

    @Override
    public void requestKeyFrame() {
      long now = micros.getAsLong();
      FeedListener from = giver;
      if (from != null && now - askedAt >= ASK_AGAIN_MICROS) {
        askedAt = now;
        from.keyFrameWanted();
      }
    }

    @Override
    public Outcome<String> restart(String offerSdp) {
      return nothingToRestart();
    }

    @Override
    public Quality quality() {
      return NOT_MEASURED;
    }

    @Override
    public void close() {
      end("LOCAL");
    }
  }

  /** The giving room's thread only. */
  private static final class Track {
    private final MediaKind kind;
    final OutgoingTimestamps timestamps;
    private long reportedAt = Long.MIN_VALUE / 2;

    Track(MediaKind kind, int ticksPerSecond) {
      this.kind = kind;
      this.timestamps = new OutgoingTimestamps(ticksPerSecond, 0);
    }

    /** RFC 3550 §6.4.1, of what was just handed on. */
    void report(IngestListener to, long at, long rtpTimestamp) {
      if (at - reportedAt >= REPORT_MICROS) {
        reportedAt = at;
        to.senderReport(kind, ntp(at), rtpTimestamp);
      }
    }

    void cut() {
      timestamps.cut();
      reportedAt = Long.MIN_VALUE / 2;
    }

    private static long ntp(long micros) {
      long seconds = Math.floorDiv(micros, 1_000_000L);
      long fraction = (Math.floorMod(micros, 1_000_000L) << 32) / 1_000_000L;
      return seconds << 32 | fraction;
    }
  }
}
