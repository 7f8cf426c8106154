package io.linkmic.dns.select;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What this instance remembers of a node from picture to picture: its load's step, and whom it sent
 * there lately. {@link #assign} on any thread, the rest on the pictures' thread.
 */
final class NodeTrack {
  // Choosing, probing and joining take about that long; then the node's own count has them.
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(3);

  // 30 % of a node: whoever asks for thousands of rooms that never begin takes no more from it.
  static final int MOST = 30;

  private record Sent(int count, long atNanos) {}

  private final AtomicInteger pending = new AtomicInteger();
  private final Deque<Sent> sent = new ArrayDeque<>();
  private int known;
  private int step = -1;
  String incarnation = "";

  int step(double load) {
    step = step < 0 ? LoadStep.first(load) : LoadStep.next(step, load);
    return step;
  }

  void assign() {
    pending.incrementAndGet();
  }

  /** Rooms sent there lately; at most {@link #MOST} of them count. Read only. */
  AtomicInteger pending() {
    return pending;
  }

  /** Once per picture: forgets what is too old. */
  void tick(long nowNanos) {
    int added = pending.get() - known;
    if (added > 0) {
      sent.addLast(new Sent(added, nowNanos));
      known += added;
    }
    while (!sent.isEmpty() && nowNanos - sent.peekFirst().atNanos >= REMEMBERED_NANOS) {
      int old = sent.removeFirst().count;
      known -= old;
      pending.addAndGet(-old);
    }
  }
}
