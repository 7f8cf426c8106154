package io.linkmic.node.room;

import io.linkmic.node.program.Source;
import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.MediaKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ties one ingest to its room: what arrives becomes commands. The fields belong to the room's
 * thread once {@link #bind} was called there, before any media can come.
 */
final class RoomIngest implements IngestListener {
  private final RoomLoop room;
  private @Nullable Ingest ingest;
  private @Nullable Source source;
  private boolean closedOnPurpose;
  // Its end did not fit into the mailbox; the room finds out by looking.
  private volatile boolean endUntold;
  // A picture did not fit into the mailbox; the edge's thread only.
  private boolean holed;

  RoomIngest(RoomLoop room) {
    this.room = room;
  }

  void bind(Ingest opened, Source itsSource) {
    ingest = opened;
    source = itsSource;
  }

  Ingest ingest() {
    return Objects.requireNonNull(ingest, "bound before use");
  }

  Source source() {
    return Objects.requireNonNull(source, "bound before use");
  }

  void closeOnPurpose() {
    closedOnPurpose = true;
    ingest().close();
  }

  boolean closedOnPurpose() {
    return closedOnPurpose;
  }

  @Override
  public void connected() {
    room.post(new RoomCommand.Connected(this));
  }

  @Override
  public void video(AccessUnit unit, long firstAt, long arrivedNanos) {
    if (holed && !unit.idr()) {
      return;
    }
    holed = !room.post(new RoomCommand.Picture(this, unit, firstAt, arrivedNanos));
    if (holed) {
      ingest().requestKeyFrame();
    }
  }

  @Override
  public void audio(OpusFrame frame, long arrivedAt) {
    room.post(new RoomCommand.Sound(this, frame, arrivedAt));
  }

  @Override
  public void senderReport(MediaKind kind, long ntpTimestamp, long rtpTimestamp) {
    room.post(new RoomCommand.Report(this, kind, ntpTimestamp, rtpTimestamp));
  }

  @Override
  public void captureTime(MediaKind kind, long ntpTimestamp, long rtpTimestamp) {
    room.post(new RoomCommand.Captured(this, kind, ntpTimestamp, rtpTimestamp));
  }

  @Override
  public void closed(String reason) {
    endUntold = !room.post(new RoomCommand.IngestClosed(this, reason));
  }

  boolean endUntold() {
    return endUntold;
  }
}
