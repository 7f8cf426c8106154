package io.linkmic.node.room;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.rtp.MediaKind;

/**
 * What an ingest tells its room; called on the edge's thread, never blocks. Times are µs on the
 * node's monotonic clock.
 */
public interface IngestListener {
  void connected();

  /**
   * @param firstAt arrival of the picture's first datagram
   * @param arrivedNanos {@code System.nanoTime()} of the datagram that completed it
   */
  void video(AccessUnit unit, long firstAt, long arrivedNanos);

  void audio(OpusFrame frame, long arrivedAt);

  void senderReport(MediaKind kind, long ntpTimestamp, long rtpTimestamp);

  void captureTime(MediaKind kind, long ntpTimestamp, long rtpTimestamp);

  void closed(String reason);
}
