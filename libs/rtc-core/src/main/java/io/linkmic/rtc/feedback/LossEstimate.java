package io.linkmic.rtc.feedback;

/** The fraction of packets that need repeating, over the last few hundred sent. */
final class LossEstimate {
  /** About half a second of 2.5 Mbit/s: quick to see a lossy path, slow enough for a burst. */
  private static final int WINDOW = 128;

  private int sent;
  private int lost;
  private double fraction;

  void sent() {
    if (++sent < WINDOW) {
      return;
    }
    double recent = Math.min(1, (double) lost / sent);
    fraction += (recent - fraction) / 2;
    sent = 0;
    lost = 0;
  }

  void lost() {
    lost++;
  }

  /** 0 to 1; sees a sudden rise at once. */
  double fraction() {
    double recent = sent < WINDOW / 4 ? 0 : Math.min(1, (double) lost / sent);
    return Math.max(fraction, recent);
  }
}
