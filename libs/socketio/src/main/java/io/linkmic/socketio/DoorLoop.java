package io.linkmic.socketio;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a door's state. What waits in it is bounded by the sockets' token
 * buckets in front.
 */
public final class DoorLoop implements Executor, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DoorLoop.class);

  private final ScheduledThreadPoolExecutor thread;

  /**
   * @param threadName of the one thread
   */
  public DoorLoop(String threadName) {
    thread =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(threadName).daemon().factory());
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      log.debug("the door is closed; nothing more happens behind it");
    }
  }

  public void after(Duration delay, Runnable task) {
    try {
      var _ = thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("the door is closed; nothing more happens behind it");
    }
  }

  public void every(Duration period, Runnable task) {
    var _ =
        thread.scheduleAtFixedRate(
            guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("The door failed by our fault", e);
      }
    };
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
