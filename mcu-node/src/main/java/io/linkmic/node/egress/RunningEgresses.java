package io.linkmic.node.egress;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every target whose thread still runs, those of ended programs included. Any thread. */
public final class RunningEgresses {
  private final Set<RtmpEgress> running = ConcurrentHashMap.newKeySet();

  void start(RtmpEgress egress) {
    running.add(egress);
    egress.start(() -> running.remove(egress));
  }

  /** How many threads push, connect or wait. */
  public int count() {
    return running.size();
  }

  /** The node stops: targets that were told to finish may, the rest is cut off after the limit. */
  public void drain(Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    for (RtmpEgress egress : running) {
      egress.awaitEnd(until - System.nanoTime());
    }
    running.forEach(RtmpEgress::abort);
  }
}
