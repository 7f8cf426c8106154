package io.linkmic.rtc.srtp;

/** What is remembered of one SSRC in one direction. */
final class Source {
  final int ssrc;
  final ReplayWindow window;

  Source(int ssrc, int windowSize) {
    this.ssrc = ssrc;
    this.window = new ReplayWindow(windowSize);
  }

  /**
   * RFC 3711 §3.3.1 and appendix A: the 48-bit index nearest to the highest so far. Negative where
   * that would be before the first packet.
   */
  long estimateIndex(int sequenceNumber) {
    long highest = window.highest();
    if (highest < 0) {
      return sequenceNumber; // The first packet: rollover counter 0.
    }
    long sameRollover = (highest & ~0xFFFFL) | sequenceNumber;
    long distance = sameRollover - highest;
    if (distance > 0x8000) {
      return sameRollover - 0x10000;
    }
    return distance < -0x8000 ? sameRollover + 0x10000 : sameRollover;
  }
}
