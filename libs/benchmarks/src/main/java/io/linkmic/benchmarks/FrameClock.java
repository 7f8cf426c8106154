package io.linkmic.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When the last datagram of each picture of one stream left, until a viewer has it. Pictures are
 * told apart by their order and size.
 */
final class FrameClock {
  // 10 s of pictures: a viewer further behind is no viewer.
  private static final int MAX_OPEN = 300;

  private record Sent(int size, long nanos) {}

  private final Deque<Sent> sent = new ArrayDeque<>();

  synchronized void sent(int size, long nanos) {
    if (sent.size() >= MAX_OPEN) {
      sent.removeFirst();
    }
    sent.add(new Sent(size, nanos));
  }

  /** When the picture of this size was sent, −1 if it is not known. */
  synchronized long arrived(int size) {
    while (!sent.isEmpty()) {
      Sent oldest = sent.removeFirst();
      if (oldest.size() == size) {
        return oldest.nanos();
      }
    }
    return -1;
  }
}
