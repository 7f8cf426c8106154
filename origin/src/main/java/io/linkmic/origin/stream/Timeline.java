package io.linkmic.origin.stream;

/**
 * Keeps a stream's timestamps going up when its publisher changes. They pass as published; only a
 * new publisher whose clock does not go on from the old one's is shifted, as a whole. Home loop
 * only; milliseconds, unsigned 32 bits, compared modulo 2^32.
 */
final class Timeline {
  /** Longer than any reconnect grace in use; a larger step is another clock, not a gap. */
  private static final int MAX_GAP = 600_000;

  private int offset;
  private int last;
  private boolean begun;
  private boolean deciding = true;

  /** From the next frame on, another publisher's clock may run. */
  void publisherChanged() {
    deciding = true;
  }

  /**
   * A frame's time for viewers.
   *
   * @param silentMillis time since the last frame came, by this machine's clock
   */
  int frame(int published, long silentMillis) {
    if (deciding) {
      deciding = false;
      int gap = published - last;
      boolean goesOn = !begun || (gap >= 0 && gap <= MAX_GAP);
      offset = goesOn ? 0 : (int) (last + Math.max(1, silentMillis) - published);
    }
    int time = published + offset;
    if (!begun || time - last > 0) {
      last = time;
    }
    begun = true;
    return time;
  }

  /** The time of metadata or a sequence header. */
  int header(int published) {
    // Publishers stamp the headers of a reconnect with 0; for viewers time must not go back.
    return deciding && begun ? last : published + offset;
  }

  /** The newest frame's time. */
  int last() {
    return last;
  }
}
