package io.linkmic.standalone;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process or thread brings about. */
public final class Eventually {
  /** Rare enough to cost nothing, often enough that nobody waits for the test. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Eventually() {}

  /** Returns as soon as the condition holds; a failure names it. */
  public static void holds(String what, Duration within, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + within + ": " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
