package io.linkmic.rtc.peer;

/** The numbers that all packets of one transport share, whatever their track. */
final class TransportSequence {
  private int next;

  int next() {
    int now = next;
    next = (next + 1) & 0xFFFF;
    return now;
  }
}
