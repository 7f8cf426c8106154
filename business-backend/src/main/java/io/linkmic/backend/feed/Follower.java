package io.linkmic.backend.feed;

import io.linkmic.backend.access.Caller;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One console's queue. Filled by the listener's thread, emptied by the console's own. */
final class Follower {
  private final Caller caller;
  private final BlockingQueue<FeedEvent> queue;
  private volatile boolean overrun;

  Follower(Caller caller, int capacity) {
    this.caller = caller;
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  void offer(FeedEvent event) {
    boolean visible = caller.operator() || (event.owner() != null && caller.mayUse(event.owner()));
    if (visible && !queue.offer(event)) {
      overrun = true;
    }
  }

  /** Whether something was lost: the console must begin anew. */
  boolean overrun() {
    return overrun;
  }

  @Nullable FeedEvent next(Duration patience) throws InterruptedException {
    return queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
