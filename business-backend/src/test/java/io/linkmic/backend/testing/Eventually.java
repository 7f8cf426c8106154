package io.linkmic.backend.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must come true. */
public final class Eventually {
  /** Longer than anything takes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Eventually() {}

  @FunctionalInterface
  public interface Check {
    void run() throws Exception;
  }

  /** Runs the check until it passes; its last failure is the test's. */
  public static void eventually(Check check) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError | Exception e) {
        if (System.nanoTime() > until) {
          throw e;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
