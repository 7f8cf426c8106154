package io.linkmic.origin.stream;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What is counted over all streams since the start; read by the metrics from any thread. */
public final class OriginFigures {
  public final LongAdder bytesIn = new LongAdder();
  public final LongAdder bytesOut = new LongAdder();
  public final LongAdder tagsIn = new LongAdder();
  public final LongAdder tagsDropped = new LongAdder();
  public final LongAdder slowViewersDisconnected = new LongAdder();
  public final LongAdder publishes = new LongAdder();
  public final LongAdder publishesRefused = new LongAdder();
  public final LongAdder playsRefused = new LongAdder();
  public final LongAdder takeovers = new LongAdder();
  public final LongAdder interruptions = new LongAdder();
  public final LongAdder malformed = new LongAdder();
  public final AtomicLong publishers = new AtomicLong();
  public final AtomicLong waitingViewers = new AtomicLong();
  private final AtomicLong flvViewers = new AtomicLong();
  private final AtomicLong rtmpViewers = new AtomicLong();

  /** Viewers connected by that door. */
  public AtomicLong viewers(ViewerFormat.Door door) {
    return switch (door) {
      case HTTP_FLV -> flvViewers;
      case RTMP -> rtmpViewers;
    };
  }
}
