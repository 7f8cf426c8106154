package io.linkmic.node.relay;

import io.linkmic.node.room.Ingest;
import io.linkmic.node.room.IngestGate;
import io.linkmic.node.room.IngestListener;
import io.linkmic.node.room.LinkedHost;
import io.linkmic.node.room.LinkedRooms.Relay;
import io.linkmic.node.room.Outcome;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is pulled, or was and may come back: hands media on to the room and remembers how
 * it goes. Media comes on whatever thread brings it.
 */
final class Pulled implements IngestListener {
  private static final long NEVER = Long.MIN_VALUE / 2;

  /** How streams come and go; quick, on any thread. */
  interface Watcher {
    /** Its first media came. */
    void flows(boolean local);

    /**
     * @param flowed whether {@link #flows} was told before
     */
    void over(boolean local, boolean flowed);
  }

  private enum Phase {
    OPENING,
    FLOWING,
    OVER
  }

  final Relay relay;
  final OtherSide side;
  private final @Nullable String lossBefore;
  private final Watcher watcher;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPENING);
  // The look's only.
  private LinkedHost host;
  private boolean complained;
  private volatile long lastMediaAt = NEVER;
  private volatile @Nullable String endedBy;
  private volatile @Nullable IngestListener room;
  private volatile @Nullable Ingest ingest;

  /**
   * @param lossBefore how the stream was lost whose place this one takes; null if it was not
   */
  Pulled(
      Relay relay, OtherSide side, LinkedHost host, @Nullable String lossBefore, Watcher watcher) {
    this.relay = relay;
    this.side = side;
    this.host = host;
    this.lossBefore = lossBefore;
    this.watcher = watcher;
  }

  /** Opens the stream with us in between. */
  IngestGate through(IngestGate gate) {
    return (nothing, listener) -> {
      room = listener;
      Outcome<IngestGate.Opened> opened = gate.open(nothing, this);
      if (opened instanceof Outcome.Done<IngestGate.Opened>(IngestGate.Opened done)) {
        ingest = done.ingest();
      }
      return opened;
    };
  }

  /** Whether it is news what the host is like now. */
  boolean changed(LinkedHost now) {
    boolean same = now.equals(host);
    host = now;
    return !same;
  }

  boolean over() {
    return phase.get() == Phase.OVER;
  }

  boolean flows() {
    return phase.get() == Phase.FLOWING;
  }

  /** Whether nothing came for so long, µs. */
  boolean silentFor(long micros, long now) {
    return now - lastMediaAt > micros;
  }

  /** Why it was lost; null if it was not, or if that was asked before. */
  @Nullable String loss() {
    String by = endedBy;
    if (complained || by == null || by.equals("LOCAL") || by.equals("REMOTE")) {
      return null;
    }
    complained = true;
    return "The stream of " + relay.participantId() + " was lost (" + by + ").";
  }

  /** Why it does not flow, in one sentence; null when nothing is known to be wrong. */
  @Nullable String trouble() {
    if (over()) {
      return "The stream of " + relay.participantId() + " is interrupted.";
    }
    return flows() ? null : lossBefore;
  }

  /** Its room holds the last picture. */
  void close() {
    Ingest open = ingest;
    if (open != null) {
      open.close();
    }
  }

  private void media() {
    lastMediaAt = System.nanoTime() / 1000;
    if (phase.get() == Phase.OPENING && phase.compareAndSet(Phase.OPENING, Phase.FLOWING)) {
      watcher.flows(side.isLocal());
    }
  }

  @Override
  public void connected() {
    IngestListener to = room;
    if (to != null) {
      to.connected();
    }
  }

  @Override
  public void video(AccessUnit unit, long firstAt, long arrivedNanos) {
    IngestListener to = room;
    if (to != null) {
      to.video(unit, firstAt, arrivedNanos);
      media();
    }
  }

  @Override
  public void audio(OpusFrame frame, long arrivedAt) {
    IngestListener to = room;
    if (to != null) {
      to.audio(frame, arrivedAt);
      media();
    }
  }

  @Override
  public void senderReport(MediaKind kind, long ntpTimestamp, long rtpTimestamp) {
    IngestListener to = room;
    if (to != null) {
      to.senderReport(kind, ntpTimestamp, rtpTimestamp);
    }
  }

  @Override
  public void captureTime(MediaKind kind, long ntpTimestamp, long rtpTimestamp) {
    IngestListener to = room;
    if (to != null) {
      to.captureTime(kind, ntpTimestamp, rtpTimestamp);
    }
  }

  @Override
  public void closed(String reason) {
    IngestListener to = room;
    if (to != null) {
      to.closed(reason);
    }
    endedBy = reason;
    watcher.over(side.isLocal(), phase.getAndSet(Phase.OVER) == Phase.FLOWING);
  }
}
