package io.linkmic.node.program;

/**
 * One track of a host: its media time, where that stands on the room's clock, its reports. In µs.
 */
final class MediaTrack {
  // Media that comes this much earlier or later than the way explains: the sender has set its
  // timestamps anew. No jitter buffer and no congested path holds a packet back for 3 s.
  private static final long JUMP_MICROS = 3_000_000;
  // Quartz clocks are at most 100 ppm wrong on either side; faster than that only queues change.
  private static final double DRIFT_SLEW = 250e-6;

  // Microphones hand sound over in blocks, so capture times are some ms off: a mean of the last
  // eight. The very first is not in it: measured in Chromium, it is a packet (20 ms) off. What is
  // further off than any block means that the sender began anew.
  private static final int SMOOTHING = 8;
  private static final long ANEW_MICROS = 100_000;

  private final TrackClock clock;
  private final RecentFloor floor = new RecentFloor();
  private long shift;
  private long offset;
  private boolean drifting;
  private long floorAtFirst;
  private long offsetAtFirst;
  private long lastMedia;
  private boolean reported;
  private long ntpMinusMedia;
  private int captures;
  private long captureMinusMedia;

  MediaTrack(int ticksPerSecond) {
    clock = new TrackClock(ticksPerSecond);
  }

  /** Media time of what arrived; goes on evenly where the sender's timestamps jump. */
  long arrived(long rtpTimestamp, long arrivalMicros) {
    long media = clock.micros(rtpTimestamp) + shift;
    if (!floor.seen()) {
      offset = arrivalMicros - media;
    } else {
      long late = arrivalMicros - media - floor.get();
      if (Math.abs(late) > JUMP_MICROS) {
        shift += late;
        media += late;
      }
    }
    floor.add(arrivalMicros - media, arrivalMicros);
    follow(media);
    return media;
  }

  /** Keeps the offset true while the sender's clock runs away from the room's. */
  private void follow(long media) {
    if (!drifting) {
      if (floor.settled()) {
        drifting = true;
        floorAtFirst = floor.get();
        offsetAtFirst = offset;
        lastMedia = media;
      }
      return;
    }
    long passed = Math.clamp(media - lastMedia, 0, 1_000_000);
    long step = (long) (passed * DRIFT_SLEW);
    long wanted = offsetAtFirst + floor.get() - floorAtFirst;
    if (step > 0) {
      offset += Math.clamp(wanted - offset, -step, step);
      lastMedia = media;
    } else if (media < lastMedia) {
      lastMedia = media;
    }
  }

  /** The sender's clock stood still: what follows is this much later than its timestamps say. */
  void move(long micros) {
    shift += micros;
  }

  /** RFC 3550 §6.4.1. */
  void report(long ntpMicros, long rtpTimestamp) {
    ntpMinusMedia = ntpMicros - clock.micros(rtpTimestamp) - shift;
    reported = true;
  }

  /** The abs-capture-time extension. */
  void capture(long ntpMicros, long rtpTimestamp) {
    long measured = ntpMicros - clock.micros(rtpTimestamp) - shift;
    long off = measured - captureMinusMedia;
    captures = Math.abs(off) < ANEW_MICROS ? captures + 1 : 1;
    captureMinusMedia += off / Math.clamp(captures - 1, 1, SMOOTHING);
  }

  boolean captured() {
    return captures > 0;
  }

  /** The sender's clock at capture minus media time; once {@link #captured}. */
  long captureMinusMedia() {
    return captureMinusMedia;
  }

  boolean seen() {
    return floor.seen();
  }

  boolean reported() {
    return reported;
  }

  /** The sender's wall clock minus media time; once {@link #reported}. */
  long ntpMinusMedia() {
    return ntpMinusMedia;
  }

  /** Room time minus media time. */
  long offset() {
    return offset;
  }

  /** Arrival minus media time by the quickest way of late. */
  long quickest() {
    return floor.seen() ? floor.get() : 0;
  }
}
